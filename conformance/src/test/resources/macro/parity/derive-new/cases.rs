//# derive new
struct Baz { #[new(value = "true")] on: bool, #[new(default)] list: Vec<u8>, #[new(into)] name: String, #[new(into_iter = "u8")] items: Vec<u8>, r#type: u8 }

//# derive new
#[new(visibility = "pub(crate)", name = "make", const_fn)]
pub struct Const<'a, T: 'a, const N: usize>(&'a [T; N], #[new(value = "1 + \"a\".len()")] usize) where T: Copy;

//# derive new
enum E<T> { FirstVariant, TheSecond(u8, #[new(default)] T), HTTPThing { a: T, #[new(value = "vec![]")] b: Vec<T> } }

//# derive new
struct Phantom<T> { p: PhantomData<T>, q: std::marker::PhantomData<fn(T)>, x: u8 }

//# derive new
struct Bad { #[new(value = "1 +")] a: u8 }

//# derive new
struct Bad { #[new(nonsense)] a: u8, #[new = "x"] b: u8 }

//# derive new
#[new(visibility = 5)] struct Bad;

//# each items derive new
