#[serde(rename = "a", rename = "b")]
struct Twice {
    #[serde(default, default = "f")]
    field: u8,
}
