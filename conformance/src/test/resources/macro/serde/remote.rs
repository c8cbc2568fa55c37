#[serde(remote = "other_crate::time::Duration")]
struct DurationDef {
    #[serde(getter = "Duration::seconds")]
    secs: i64,
    #[serde(getter = "Duration::subsec_nanos", rename = "ns")]
    nanos: i32,
}
