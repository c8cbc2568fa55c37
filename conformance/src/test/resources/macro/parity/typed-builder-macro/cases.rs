//# derive TypedBuilder
struct Foo { x: i32, #[builder(default, setter(strip_option))] y: Option<i32>, #[builder(default = 20, setter(into))] z: i32 }

//# derive TypedBuilder
/// Documented
#[builder(doc, build_method(vis = "pub", name = build_it, into = Vec<u8>), builder_method(name = start), builder_type(name = MyBuilder, vis = "pub(crate)", doc = "x"), field_defaults(default, setter(into)), mutators(fn add(&mut self, x: u8) { self.list.push(x) }))]
pub struct Full<'a, T: Clone + 'a, const N: usize> where T: Copy { #[builder(via_mutators)] list: Vec<u8>, #[builder(setter(transform = |x: u8| x + 1, doc = "set"))] a: u8, #[builder(!default, setter(prefix = "with_", suffix = "_x"))] r#type: &'a [T; N], #[builder(setter(skip), default = vec![1])] skipped: Vec<u8>, #[builder(default_code = "1 + 1", setter(strip_bool))] flag: bool }

//# derive TypedBuilder
#[builder(crate_module_path = my::typed_builder, build_method(into))]
struct Deps { a: u8, #[builder(default = a + 1)] b: u8, #[builder(mutable_during_default_resolution, default)] c: u8, #[builder(setter(alias = "d2"))] d: u8 }

//# derive TypedBuilder
struct Tuple(u8);

//# derive TypedBuilder
struct Bad { #[builder(unknown)] a: u8 }

//# derive TypedBuilder
struct Bad { #[builder(setter(strip_option, strip_bool))] a: u8, #[builder(setter(skip))] b: u8 }

//# derive TypedBuilder
#[builder(build_method(name = 5))] struct Bad {}

//# derive TypedBuilder
struct Bad { #[builder(default, default = 1)] a: u8, #[builder(default_code = "1 +")] b: u8 }

//# each items derive TypedBuilder
