#[serde(deny_unknown_fields)]
#[serde(expecting = "a strict record")]
struct Strict {
    only: bool,
    r#match: Option<()>,
}
