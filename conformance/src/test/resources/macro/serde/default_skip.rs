#[serde(default)]
struct Settings {
    name: String,
    #[serde(default = "Settings::default_port")]
    port: u16,
    #[serde(skip)]
    cache: Cache,
    #[serde(skip_serializing)]
    secret: String,
    #[serde(skip_deserializing, default = "crate::now")]
    started: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Vec::<u8>::is_empty", default)]
    rest: Vec<u8>,
}
