// Tokens of every sort. The item at the end lets a derive macro run over this file too.
a r#type _ __x Größe 名前 'lifetime '_ 'static
0 0xff_u8 0b1010 0o77i64 1_000 1.5 1. 1.0e10 2e-3f64 1.0f32 0usize 340282366920938463463374607431768211455u128
"text" "esc\"aped \\ \n \x7f \u{1F98A}" "two
lines" "continued \
    here" r"raw" r#"raw "hash""# b"bytes\xff" br"raw bytes" br#"raw "bytes""# c"c" cr"raw c"
'c' '\'' '\\' '\n' '\u{e9}' '"' b'b' b'\'' b'\x00'
+ - * / % ^ ! & | && || << >> += -= *= /= %= ^= &= |= <<= >>= = == != > < >= <= @ . .. ... ..= , ; : :: -> <- => # $ ? ~
x.0.1 1..2 1.foo() a<-b a < -b a - -b |x| || x
(a, [b; 2], {c: d}) [] {} () ((([{}])))
/// outer line doc
/** outer block doc */
#[attribute(path::to = "x", -1)] macro_rules! m { ($($x:expr),* $(,)?) => { $crate::f($($x),*) }; }
#[name = "zoo"]
struct Zoo<'a: 'static, T: Fn(u8) -> Vec<T>, const N: usize = 3>(T) where T: 'a;
