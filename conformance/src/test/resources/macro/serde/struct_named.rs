pub struct Point {
    pub x: f64,
    pub(crate) y: f64,
    z: Option<Box<Point>>,
}
