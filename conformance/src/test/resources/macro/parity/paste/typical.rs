//# bang paste
const [<QRST>]: &str = "success!";

//# bang paste
pub fn [<get_ $name>](&self) -> [<$name:camel Error>] { self.[<field _ 1 _ x>] }

//# bang paste
fn [<a _ FooBar:lower _ "text" _ foo_bar:camel _ x:upper _ FooBar:snake>]<'a>(x: &'a [<u 8>]) {}

//# bang paste
#[doc = "Creates a " $x "."] #[doc = concat!("not ", "touched")] struct [<S 1 2 3>];

//# bang paste
{ [ < not a paste > ] [<>] [1, 2, [<a b>]] ([<a b:camel>] {[< r#type _x >]}) x[<a b> as usize] }

//# bang paste
#[cfg([<x _ y>])] #[path::[<a b>](key = [<c d>], "lit", 1)] mod m { macro_rules! z { ($a:ident) => { $a } } }

//# bang item, expr
let [<x y>] = 1.5; 'c' b'\x00' r#"raw"# b"bytes" c"c" 0xFFu8 1e10f64 /* comment */ a..=b ..c => -> :: <<= ...

//# bang paste
[<foo!:snake>]

//# bang paste
[<env!("VAR") x>] [<env!(VAR)>]

//# bang paste
[<a:unknown>] [<a:>] [<:a>]

//# bang paste
[<env!("NOPE_NOT_SET"):lower _x>]

//# bang paste
[<1abc>]

//# bang paste
[<"a b">]

//# bang paste
[<a - b>]

//# bang paste
[<'a _b>] [<_ 'a>] [<b'c' x>] [<"é" 'ü'>] [<ÄÖ:lower>] [<größe:upper>] [<XMLHttp2Request:snake>]

//# bang paste

//# each items bang paste
//# each functions bang paste
