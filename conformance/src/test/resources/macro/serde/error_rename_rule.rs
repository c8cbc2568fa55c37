#[serde(rename_all = "Title Case")]
enum Rule {
    A,
}
