//# derive Educe
#[educe(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Point<T> { x: T, y: u8 }

//# derive Educe
#[educe(Debug(name = "Renamed", named_field = false), Default(new, expression = Self { a: 1, b: 2 }), Hash)]
struct Attributes { #[educe(Debug(name = "first", method = fmt::<u8>), Hash = false)] a: u8, #[educe(Debug = false, Hash(method = hash))] b: u8 }

//# derive Educe
#[educe(Debug(name = true), Default, PartialEq(bound(T: PartialEq + 'static)), Clone(bound = false), Deref, DerefMut, Into(u8))]
enum E<'a, T> where T: 'a { #[educe(Default)] A { #[educe(Deref, DerefMut, Into(u8))] a: u8 }, B(#[educe(PartialEq = false)] u8), #[educe(Debug(name = "see"))] C(&'a u8) }

//# derive Educe
#[educe(Deref, DerefMut, Into(u8), Into(String, method = convert))]
struct D { #[educe(Deref)] a: u8, #[educe(DerefMut, Into(String))] r#b: String }

//# derive Educe
#[educe(Debug(unsafe), Eq, PartialEq(unsafe), Hash(unsafe))]
union U { a: u8, b: u32 }

//# derive Educe
#[educe(PartialOrd, Ord)]
enum Ranked { #[educe(PartialOrd(rank = 5), Ord(rank = 5))] A, B { #[educe(Ord(rank = 1), PartialOrd(rank = 1))] x: u8, y: u8 } }

//# derive Educe
#[educe(Unknown)]
struct A;

//# derive Educe
#[educe(Debug, Debug)]
struct A;

//# derive Educe
#[educe(Deref)]
struct A { a: u8, b: u8 }

//# derive Educe
#[educe(Default)]
enum NoDefault { A, B }

//# derive Educe
#[educe(Debug)]
union NotUnsafe { a: u8 }

//# derive Educe
struct Nothing { #[educe(Debug)] a: u8 }

//# each items derive Educe
