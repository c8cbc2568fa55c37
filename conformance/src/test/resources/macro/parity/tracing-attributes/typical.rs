//# attr instrument
pub fn my_function(my_arg: usize) { let _ = my_arg; }

//# attr instrument(level = "debug", target = "my_target", name = "my_name", skip(non_debug))
fn named(arg: usize, non_debug: NonDebug) -> u8 { 1 }

//# attr instrument(fields(foo = "bar", id = 1, show = %arg, debug = ?arg.b, a.b.c = 3, empty), skip_all)
pub async fn fields(arg: Thing) {}

//# attr instrument(ret, err)
fn fallible(arg: usize) -> Result<(), std::io::Error> { Ok(()) }

//# attr instrument(err(Debug, level = "warn"), ret(Display, level = Level::INFO), follows_from = causes, parent = None)
async fn levels(causes: impl IntoIterator<Item = Id>) -> Result<u8, E> { Err(E)? }

//# attr instrument(level = Level::TRACE)
impl Thing { fn x() {} }

//# attr instrument("name only")
const fn constant(self: &Self) {}

//# attr instrument(skip_all, err, name = concat!("a", "b"))
fn boxed<'a>(&'a mut self, mut x: u8) -> Pin<Box<dyn Future<Output = Result<u8, ()>> + Send + 'a>> {
    Box::pin(async move { Ok(x) })
}
