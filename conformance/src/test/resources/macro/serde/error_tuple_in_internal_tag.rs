#[serde(tag = "type")]
enum Internal {
    Pair(u8, u8),
}
