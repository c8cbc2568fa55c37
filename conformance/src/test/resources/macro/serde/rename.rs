#[serde(rename = "renamed item \" with \\ quotes")]
struct Renamed {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(rename(serialize = "out", deserialize = "in"))]
    both: u8,
    #[serde(alias = "one", alias = "two", rename = "three")]
    aliased: u8,
    #[serde(rename = "gr\u{fc}n \u{1F98A}")]
    coloured: u8,
}
