#[serde(transparent)]
struct TooMany {
    a: u8,
    b: u8,
}
