//# derive Add, AddAssign, Sum, Not, From, Into, Constructor, PartialEq
struct Point2D<T> { x: T, y: i32 }

//# derive Add, Mul, From, Into, FromStr, Deref, DerefMut, Index, IntoIterator, AsRef, Display, Debug, Error, Constructor
pub struct MyInt(i32);

//# derive From, IsVariant, Unwrap, TryUnwrap, Display, Debug
enum Mixed { Int(i32), Text(String), Pair(u8, u8), Named { a: u8 }, Unit }

// The order of these implementations is that of a HashMap, which depends on the size of usize.
//# derive TryInto
enum Mixed { Int(i32), Text(String), Pair(u8, u8), Named { a: u8 }, Unit }

//# derive Display
#[display("({x}, {y:?} {0})", x + 1)]
struct Formatted { x: u8, y: Vec<u8> }

//# derive Display, Debug
#[display("prefix {_variant}")]
enum Variants<T: Clone> { #[display("a {_0:>5}")] A(T), #[display("{}", field.len())] B { field: String }, C }

//# derive Error
enum E { Simple, WithSource { source: io::Error, backtrace: Backtrace }, Explicit(#[error(source)] Box<E>), Ignored(#[error(not(source))] u8) }

//# derive From
#[from(u8, (u16, u32), Vec<u8>)]
struct Many(Big);

//# derive TryFrom
#[try_from(repr)]
#[repr(i16)]
enum Codes { A = -1, B, C = 1 << 4 }

//# derive FromStr
enum Simple { Foo, Bar, BaZ }

//# derive AsRef, Deref, DerefMut, IntoIterator, Index
struct Wrapper { #[as_ref] #[deref(forward)] #[deref_mut(forward)] #[into_iterator(owned, ref, ref_mut)] #[index] inner: Vec<u8>, other: () }
