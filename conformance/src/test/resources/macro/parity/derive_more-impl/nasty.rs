//# derive Display
#[display("{unknown} {0}")]
struct A(u8);

//# derive Display
#[display(bad = "x")]
struct A(u8);

//# derive From, Into, Debug
#[from(forward)] #[debug("{_0:?}")] #[into(owned, ref((u8)), ref_mut)]
struct A<'a, T: ?Sized + 'a>(&'a T);

//# derive Error
struct TwoSources { #[error(source)] a: A, #[error(source)] b: B }

//# each items derive Add, AddAssign, Sum, Not, From, Into, Constructor, PartialEq, Mul, FromStr, Deref, Index, IntoIterator, AsRef, Display, Debug, Error, IsVariant, Unwrap, TryUnwrap, TryFrom

//# each items derive TryInto
