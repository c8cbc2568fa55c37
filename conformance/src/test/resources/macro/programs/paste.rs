// crate: paste
struct Point;
//# bang paste
impl Point {
    fn [<get_ x>](&self) -> i32 { 3 }
    fn [<get_ Y:lower _ value>](&self) -> &'static str { stringify!([<Some Thing:snake>]) }
}
const [<LIMIT _ foo:upper>]: u8 = 7;
//# end
fn main() {
    println!("{} {} {}", Point.get_x(), Point.get_y_value(), LIMIT_FOO);
}
//> 3 Something 7
