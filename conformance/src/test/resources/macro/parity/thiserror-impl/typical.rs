// The documentation's forms of #[error].

//# derive Error
pub enum DataStoreError {
    #[error("data store disconnected")]
    Disconnect(#[from] io::Error),
    #[error("the data for key `{0}` is not available")]
    Redaction(String),
    #[error("invalid header (expected {expected:?}, found {found:?})")]
    InvalidHeader { expected: String, found: String },
    #[error("unknown data store error")]
    Unknown,
}

//# derive Error
#[error("{0}")]
struct Message(&'static str);

//# derive Error
#[error(transparent)]
pub struct Transparent(#[from] anyhow::Error);

//# derive Error
#[error("first letter must be lowercase but was {:?}", first_char(.0))]
struct WrongCase(String);

//# derive Error
#[error("invalid index {idx}, expected at least {} and at most {}", .limits.lo, .limits.hi)]
struct Outside {
    idx: usize,
    limits: Limits,
    #[source]
    cause: std::num::ParseIntError,
}

//# derive Error
enum Formats {
    #[error("{0:>width$} {x:#?} {0:08.3}", width = 12, x = {0})]
    Width(f64, u8),
    #[error("{{literal}} {r#type}")]
    Raw { r#type: u8 },
    #[error(fmt = describe)]
    Function { code: u16 },
    #[error("debug {_0:?} {1:e}", _0 = 5)]
    Named(u8, f32),
    #[error(transparent)]
    Other(Box<dyn std::error::Error + Send + Sync + 'static>),
}
