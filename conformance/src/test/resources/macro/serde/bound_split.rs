#[serde(bound(serialize = "T::Item: Serialize", deserialize = ""))]
enum Items<T: Iterator> where T::Item: Clone {
    All(Vec<T::Item>),
    One { item: T::Item, next: <T as Iterator>::Item },
}
