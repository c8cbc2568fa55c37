enum Encoded {
    #[serde(with = "compact")]
    Compact { a: u8, b: u8 },
    #[serde(serialize_with = "out", deserialize_with = "into")]
    Tuple(u8, u8),
    Newtype(#[serde(with = "hex")] Vec<u8>),
    Fields { #[serde(with = "hex", rename = "bytes")] data: Vec<u8> },
}
