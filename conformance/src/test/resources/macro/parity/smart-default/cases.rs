//# derive SmartDefault
enum Foo { Bar, #[default] Baz { #[default = 12] a: i32, b: i32, #[default(Some(Default::default()))] c: Option<i32>, #[default(_code = "vec![1, 2, 3]")] d: Vec<u32>, #[default = "four"] e: String } , Qux(i32) }

//# derive SmartDefault
struct Generic<'a, T, const N: usize>(#[default = 5] u8, T, #[default([0; N])] [u8; N], #[default("x")] &'a str) where T: Clone;

//# derive SmartDefault
struct Bad { #[default(_code = "1 +")] a: u8 }

//# derive SmartDefault
enum NoDefault { A, B }

//# derive SmartDefault
enum Two { #[default] A, #[default] B }

//# derive SmartDefault
struct Bad { #[default] #[default = 1] a: u8, #[default(1, 2)] b: u8 }

//# derive SmartDefault
struct Bad { #[default(_code = 5)] a: u8 }

//# derive SmartDefault
#[default] struct OnStruct;

//# each items derive SmartDefault
