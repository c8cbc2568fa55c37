//# attr instrument(skip(nope))
fn f(a: u8) {}

//# attr instrument(level = 9)
fn f(a: u8) {}

//# attr instrument(level = "loud")
fn f(a: u8) {}

//# attr instrument(name = "a", name = "b")
fn f() {}

//# attr instrument(skip(a), skip_all)
fn f(a: u8) {}

//# attr instrument(fields(a = ))
fn f() {}

//# attr instrument(unknown)
fn f() {}

//# attr instrument(level = 3, target = TARGET, fields(r#type = 1, "quoted key" = 2, otel.kind = ?Kind::Server))
#[must_use] pub(in crate::x) extern "C" fn f<T: Trait<'static>>(Wrapper(a): Wrapper<T>, [b, c]: [u8; 2], &d: &u8, _: ()) -> T where T: Copy { return a; }

//# each functions attr instrument
//# each functions attr instrument(ret, err, skip_all)
//# each items attr instrument
