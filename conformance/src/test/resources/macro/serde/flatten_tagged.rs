#[serde(tag = "version")]
struct Versioned {
    number: u8,
    #[serde(flatten)]
    rest: Rest,
}
