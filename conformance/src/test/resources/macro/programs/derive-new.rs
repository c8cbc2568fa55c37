// crate: derive-new
//# derive new
#[derive(Debug)]
struct Config<'a, T> {
    name: &'a str,
    #[new(value = "vec![1, 2]")]
    list: Vec<u8>,
    #[new(into)]
    text: String,
    #[new(default)]
    rest: Option<T>,
}
//# end
//# derive new
#[derive(Debug)]
enum Shape { UnitSquare, Circle { radius: f32 }, Pair(u8, #[new(default)] u8) }
//# end
fn main() {
    println!("{:?}", Config::<bool>::new("n", "t"));
    println!("{:?} {:?} {:?}", Shape::new_unit_square(), Shape::new_circle(1.5), Shape::new_pair(4));
}
//> Config { name: "n", list: [1, 2], text: "t", rest: None }
//> UnitSquare Circle { radius: 1.5 } Pair(4, 0)
