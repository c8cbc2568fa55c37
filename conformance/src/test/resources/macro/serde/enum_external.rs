pub(in crate::model) enum Shape {
    Circle { radius: f64 },
    Square(f64),
    Rectangle(f64, f64),
    Nothing,
}
