// Items for `//# each items`: a derive macro answers each of them, if only with an error.

//#
struct Unit;

//#
pub struct Named {
    pub first: u8,
    second: String,
}

//#
struct Tuple(u8, pub String, Vec<Option<&'static str>>);

//#
/// Documented, with "quotes", a \ and a `tick`.
#[repr(transparent)]
#[derive(Clone)]
pub(crate) struct Newtype(pub(in crate::inner) u64);

//#
struct Generic<'a, 'b: 'a, T: ?Sized + Clone + 'a, U = Vec<T>, const N: usize = 3>
where
    U: IntoIterator<Item = &'a T>,
    for<'c> &'c T: Fn(&'c u8) -> &'c [U; N],
{
    borrowed: &'a T,
    nested: Option<Result<&'b mut [U; N], Box<dyn Fn(T) -> U + Send + 'static>>>,
    phantom: ::core::marker::PhantomData<fn() -> <U as IntoIterator>::Item>,
}

//#
struct r#struct<'r#mut> {
    r#type: r#fn,
    r#match: &'r#mut r#async::r#await,
    raw: r#union,
}

//#
enum Empty {}

//#
#[repr(u8)]
enum Fieldless {
    First,
    Second = 0x10,
    #[doc = "third"]
    Third = b'x',
    Fourth = { 1 + 1 },
}

//#
#[allow(dead_code)]
enum Mixed<T, E: std::error::Error> {
    Unit,
    Tuple(T, #[cfg(feature = "extra")] u8),
    Named { value: E, r#in: Option<T> },
    #[cfg_attr(all(), doc(hidden))]
    Nested(Box<Mixed<T, E>>),
}

//#
union Bits {
    int: u32,
    float: f32,
    array: [u8; 4],
}

//#
struct Macros {
    array: [u8; concat_len!("a", 'b', b"c")],
    tuple: types!(u8, { nested [tokens] (here) }),
    default: (),
}

//#
#[cfg_attr(any(), path::to::attribute(a = "b", c))]
#[path::to::attribute { braces: { deep: [1, 2, 3] } }]
struct Attributes {
    #[helper = "text"]
    #[cfg_attr(feature = "x", helper(1.5e3, 'c', b'\n', r##"raw "# text"##, -1i8, 0b1010_1010u8))]
    field: *const dyn for<'a> Fn(&'a str) -> Option<&'a ()>,
}

//#
struct Größe {
    fläche: ärea::Größe,
    名前: String,
}

//#
fn not_an_item_of_a_derive() -> u8 {
    0
}

//#
struct Broken { field u8 }

//#
enum Broken { Variant(u8) = , }

//#
1 + 1

//#

//#
enum Huge {
    Variant0,
    Variant1(u8, String),
    Variant2 { left: u16, right: Option<Vec<String>> },
    Variant3(Box<Huge>),
    Variant4,
    Variant5(u8, String),
    Variant6 { left: u16, right: Option<Vec<String>> },
    Variant7(Box<Huge>),
    Variant8,
    Variant9(u8, String),
    Variant10 { left: u16, right: Option<Vec<String>> },
    Variant11(Box<Huge>),
    Variant12,
    Variant13(u8, String),
    Variant14 { left: u16, right: Option<Vec<String>> },
    Variant15(Box<Huge>),
    Variant16,
    Variant17(u8, String),
    Variant18 { left: u16, right: Option<Vec<String>> },
    Variant19(Box<Huge>),
    Variant20,
    Variant21(u8, String),
    Variant22 { left: u16, right: Option<Vec<String>> },
    Variant23(Box<Huge>),
    Variant24,
    Variant25(u8, String),
    Variant26 { left: u16, right: Option<Vec<String>> },
    Variant27(Box<Huge>),
    Variant28,
    Variant29(u8, String),
    Variant30 { left: u16, right: Option<Vec<String>> },
    Variant31(Box<Huge>),
    Variant32,
    Variant33(u8, String),
    Variant34 { left: u16, right: Option<Vec<String>> },
    Variant35(Box<Huge>),
    Variant36,
    Variant37(u8, String),
    Variant38 { left: u16, right: Option<Vec<String>> },
    Variant39(Box<Huge>),
    Variant40,
    Variant41(u8, String),
    Variant42 { left: u16, right: Option<Vec<String>> },
    Variant43(Box<Huge>),
    Variant44,
    Variant45(u8, String),
    Variant46 { left: u16, right: Option<Vec<String>> },
    Variant47(Box<Huge>),
    Variant48,
    Variant49(u8, String),
    Variant50 { left: u16, right: Option<Vec<String>> },
    Variant51(Box<Huge>),
    Variant52,
    Variant53(u8, String),
    Variant54 { left: u16, right: Option<Vec<String>> },
    Variant55(Box<Huge>),
    Variant56,
    Variant57(u8, String),
    Variant58 { left: u16, right: Option<Vec<String>> },
    Variant59(Box<Huge>),
    Variant60,
    Variant61(u8, String),
    Variant62 { left: u16, right: Option<Vec<String>> },
    Variant63(Box<Huge>),
    Variant64,
    Variant65(u8, String),
    Variant66 { left: u16, right: Option<Vec<String>> },
    Variant67(Box<Huge>),
    Variant68,
    Variant69(u8, String),
    Variant70 { left: u16, right: Option<Vec<String>> },
    Variant71(Box<Huge>),
    Variant72,
    Variant73(u8, String),
    Variant74 { left: u16, right: Option<Vec<String>> },
    Variant75(Box<Huge>),
    Variant76,
    Variant77(u8, String),
    Variant78 { left: u16, right: Option<Vec<String>> },
    Variant79(Box<Huge>),
    Variant80,
    Variant81(u8, String),
    Variant82 { left: u16, right: Option<Vec<String>> },
    Variant83(Box<Huge>),
    Variant84,
    Variant85(u8, String),
    Variant86 { left: u16, right: Option<Vec<String>> },
    Variant87(Box<Huge>),
    Variant88,
    Variant89(u8, String),
    Variant90 { left: u16, right: Option<Vec<String>> },
    Variant91(Box<Huge>),
    Variant92,
    Variant93(u8, String),
    Variant94 { left: u16, right: Option<Vec<String>> },
    Variant95(Box<Huge>),
    Variant96,
    Variant97(u8, String),
    Variant98 { left: u16, right: Option<Vec<String>> },
    Variant99(Box<Huge>),
    Variant100,
    Variant101(u8, String),
    Variant102 { left: u16, right: Option<Vec<String>> },
    Variant103(Box<Huge>),
    Variant104,
    Variant105(u8, String),
    Variant106 { left: u16, right: Option<Vec<String>> },
    Variant107(Box<Huge>),
    Variant108,
    Variant109(u8, String),
    Variant110 { left: u16, right: Option<Vec<String>> },
    Variant111(Box<Huge>),
    Variant112,
    Variant113(u8, String),
    Variant114 { left: u16, right: Option<Vec<String>> },
    Variant115(Box<Huge>),
    Variant116,
    Variant117(u8, String),
    Variant118 { left: u16, right: Option<Vec<String>> },
    Variant119(Box<Huge>),
}
