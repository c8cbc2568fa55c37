//# derive Derivative
#[derivative(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Point<T> { x: T, y: u8 }

//# derive Derivative
#[derivative(Debug = "transparent", Default(new = "true", bound = ""), Hash(bound = "T: Hash"), Clone(clone_from = "true"))]
struct Attributes<T>(#[derivative(Debug(format_with = "path::to::f"), Hash = "ignore", Default(value = "make()"), Hash(hash_with = "h"))] T);

//# derive Derivative
#[derivative(PartialEq(feature_allow_slow_enum = "true"), Default, Debug, PartialOrd = "feature_allow_slow_enum", Hash)]
enum E<'a, T> where T: 'a { A { #[derivative(Debug = "ignore", PartialEq = "ignore")] a: u8 }, #[derivative(Default)] B, C(&'a T), r#D }

//# derive Derivative
#[derivative(Unknown)] struct A;

//# derive Derivative
#[derivative(Debug(nope = "x"))] struct A;

//# derive Derivative
#[derivative(PartialOrd)] enum Slow { A, B }

//# derive Derivative
#[derivative(Default(bound = "1 +"))] struct A<T>(T);

//# derive Derivative
#[derivative(Debug, Hash, Default)] union U { a: u8 }

//# derive Derivative
#[derivative(Default)] enum NoDefault { A, B }

//# each items derive Derivative
