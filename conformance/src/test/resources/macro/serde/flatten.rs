struct Page<T> {
    limit: u32,
    #[serde(flatten)]
    inner: T,
    #[serde(flatten, default)]
    extra: HashMap<String, Value>,
    #[serde(skip)]
    skipped: (),
}
