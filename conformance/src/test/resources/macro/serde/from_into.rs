#[serde(from = "RawConfig<T>", into = "RawConfig<T>")]
struct Config<T: Clone> {
    value: T,
}
