// crate: educe
//# derive Educe
#[educe(Debug(name = "Renamed"), Default(new), Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deref)]
struct Point {
    #[educe(Deref, Default = 7)]
    x: u8,
    #[educe(Debug = false, PartialEq = false, Hash = false)]
    secret: u8,
}
//# end
fn main() {
    let point = Point::new();
    println!("{:?} {} {}", point, *point, point == Point { x: 7, secret: 99 });
    println!("{:?}", point.cmp(&Point { x: 8, secret: 0 }));
}
//> Renamed { x: 7 } 7 true
//> Less
