#[serde(bound = "T: MyTrait, U: Other<T>")]
struct Bounded<T, U> {
    first: T,
    #[serde(bound(serialize = "U: serde::Serialize", deserialize = "U: serde::Deserialize<'de> + Default"))]
    second: U,
}
