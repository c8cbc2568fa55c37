pub enum StoreError {
    #[error("cannot open {path}: {source}")]
    Open { path: String, source: std::io::Error },
    #[error("cannot read the header")]
    Header(#[from] HeaderError),
    #[error("expected version {expected}, found {found}")]
    Version { expected: u32, found: u32 },
    #[error("no entry {0:?}")]
    Missing(String),
    #[error("entry {name} has {} bytes, at most {limit} fit", .bytes.len())]
    TooLarge { name: String, bytes: Vec<u8>, limit: usize },
    #[error(transparent)]
    Utf8(#[from] std::str::Utf8Error),
    #[error("checksum {0:#010x} instead of {1:#010x}")]
    Checksum(u32, u32),
    #[error("locked by process {0}")]
    Locked(u32),
    #[error("out of memory")]
    Memory,
}
