//# derive Setters
/// Documented
#[derive(Clone)]
struct Basic { /// the a
    a: u32, b: Option<String>, c: bool }

//# derive Setters
#[setters(prefix = "with_", into, strip_option, generate_private = false, borrow_self)]
pub struct Options<'a, T: 'a + Clone> where T: Copy { pub a: Option<&'a T>, #[setters(skip)] b: u8, #[setters(rename = "cee", into = false)] pub(crate) c: Vec<T>, #[setters(bool)] pub d: bool, r#type: u8 }

//# derive Setters
#[setters(generate_delegates(ty = "Outer", field = "inner"), generate_delegates(ty = "Other<T>", method = "get_inner", prefix = "x_"), no_std)]
struct Delegates<T> { #[setters(doc = "hello")] a: T, #[setters(generate)] b: u8 }

//# derive Setters
#[setters(unknown)] struct Bad { a: u8 }

//# derive Setters
struct Bad { #[setters(rename = 5)] a: u8, #[setters(frob)] b: u8 }

//# each items derive Setters
