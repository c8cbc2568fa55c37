/// A point.
#[derive(Debug)]
pub struct Point<T = i32> {
    pub x: T,
    #[rename = "why"]
    pub y: T,
}
