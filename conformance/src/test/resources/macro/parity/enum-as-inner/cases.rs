//# derive EnumAsInner
#[derive(Debug)]
enum OneEnum { One(u32), Two(String, i64), Three { x: bool, #[doc = "y"] y: (u8, f32) }, Unit, #[allow(unused)] HTTPServer2(Vec<u8>) }

//# derive EnumAsInner
pub(crate) enum Generic<'a, T: 'a + ?Sized, const N: usize> where T: Clone { Borrowed(&'a T), Mutable(&'a mut [T; N]), r#Type { r#fn: Box<T> } }

//# derive EnumAsInner
/// Documented
enum Docs { /// A
    A(u8), /// B
    B() , C {} }

//# each items derive EnumAsInner
