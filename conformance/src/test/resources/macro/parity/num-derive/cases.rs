//# derive FromPrimitive, ToPrimitive
#[repr(u8)]
enum Color { Red = 1, Blue, Green = 1 << 4, r#Raw }

//# derive FromPrimitive, ToPrimitive, NumOps, NumCast, Zero, One, Num, Float
struct Meters(f64);

//# derive Zero, One, NumOps, Num
struct Generic<T: Clone>(pub T);

//# derive FromPrimitive, ToPrimitive
enum WithData { A(u8), B }

//# derive NumOps, Zero
struct Two(u8, u8);

//# derive ToPrimitive
#[num_traits = "my_traits"]
enum Renamed { A, B = -5 }

//# each items derive FromPrimitive, ToPrimitive, NumOps, NumCast, Zero, One, Num, Float
