#[serde(untagged, tag = "x", content = "y")]
enum Conflict {
    A(u8, u8),
}
