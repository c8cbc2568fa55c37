// Items for `//# each functions`: an attribute macro answers each of them, if only with an error.

//#
fn nothing() {}

//#
/// Documented.
#[inline]
pub async fn typical(first: u8, second: &str, mut third: Vec<String>) -> Result<u8, String> {
    third.push(second.to_owned());
    let value = third.len().await?;
    println!("{first} {}", value);
    Ok(first)
}

//#
async fn generic<'a, T: ?Sized + Send + 'a, const N: usize>(
    &'a self,
    (left, [right, ..]): (&T, [u8; N]),
    Point { x, y: renamed }: Point,
    _: impl Fn(&T) -> bool,
) -> impl Iterator<Item = &'a T> + 'a
where
    T: core::fmt::Debug,
{
    let closure = async move |n: u8| n as u64 * 2;
    if let Some(x) = left.get(0) && x > 1 { return 1..=2; }
    loop { match x { 1 | 2 => break, n @ 3.. if n < 9 => continue, _ => unreachable!("{:?}", x) } }
}

//#
unsafe extern "C" fn r#async(r#type: u8, r#self_: *const u8) -> ! {
    r#loop!(r#type)
}

//#
pub const fn constant() -> &'static [u8] {
    b"bytes\n\x00" as &[u8]
}

//#
async fn wrong(self: Box<Self>, x: u8) { x + }

//#
struct NoFunction {
    field: u8,
}

//#
impl<T> Service for Server<T> {
    async fn call(&mut self, request: Request<'_>) -> Response { self.inner.call(request).await }
    fn plain(self) -> u8 { 1 }
    const LIMIT: usize = 3;
    type Answer = T;
}

//#
mod module {
    fn inner() {}
}

//#
fn main() { fn inner() { main() } inner(); let s = r#"raw "text""#; let c = '\u{1F600}'; let f = 1.0e-3_f64; }
