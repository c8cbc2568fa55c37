//# attr fixture
pub fn fixture() -> u32 { 42 }

//# attr fixture(inner::<u8>(5))
#[default(u8)] #[partial_1(impl Iterator)]
fn with_default<'a, T: Clone>(#[default(3 + 1)] a: u8, #[with(1, 2)] inner: T, #[from(other)] renamed: &'a str) -> (T, u8) where T: Copy { (inner, a) }

//# attr fixture
#[once]
fn once() -> u8 { 1 }

//# attr rstest
fn should_success(fixture: u32) { assert_eq!(fixture, 42); }

//# attr rstest
#[case(0, "zero")]
#[case::named(1, "on\"e")]
#[should_panic]
#[case::third(2, vec![1].len())]
fn cases(#[case] input: u32, #[case] expected: &str, fixture: u8) { assert!(true) }

//# attr rstest
#[timeout(Duration::from_millis(10))]
#[awt]
async fn matrix(#[values(1, 2 + 3, Some(4))] a: u8, #[values(State::Init, "x")] b: State, #[future] c: u8) -> Result<(), Box<dyn Error>> { Ok(()) }

//# attr rstest(a, b, case(1, 2), case::x(3, 4), ::trace)
fn old_style<T: AsRef<str>>(a: T, r#type: u8, b: u8) {}

//# attr rstest
#[case(1)]
fn missing(a: u8) {}

//# attr rstest
#[case(1, 2)]
fn too_many(#[case] a: u8) {}

//# attr rstest
fn empty_values(#[values()] a: u8) {}

//# attr fixture
#[once]
async fn once_async() -> u8 { 1 }

//# attr rstest
fn not_found(#[files("nowhere/*.nothing")] path: PathBuf) {}

//# attr rstest
#[case]
struct NoFunction;

//# each functions attr rstest
//# each functions attr fixture
