//# derive Getters, Setters, MutGetters, CopyGetters, WithSetters, CloneGetters
#[getset(get = "pub", set = "pub(crate)", get_mut, set_with = "pub", get_clone)]
pub struct Foo<T> where T: Copy + Clone + Default {
    /// Documented
    #[getset(get = "pub", set = "pub", get_mut = "pub", get_copy = "pub with_prefix")]
    private: T,
    #[getset(skip)]
    skipped: u8,
    #[get = "pub(in crate::x) with_prefix"] #[set] #[get_mut = ""]
    r#type: Vec<&'static str>,
}

//# derive Getters, Setters, MutGetters, CopyGetters
#[get_copy = "pub"]
struct Tuple<'a>(#[getset(get)] &'a u8);

//# derive Getters
struct Bad { #[getset(get = "public")] a: u8 }

//# derive Getters
struct Bad { #[getset(get = "pub", get = "pub")] a: u8 }

//# derive Getters, Setters
struct Bad { #[getset(unknown)] a: u8, #[get = 5] b: u8 }

//# derive Getters
struct Bad { #[getset(get, get_copy, skip)] a: u8 }

//# each items derive Getters, Setters, MutGetters, CopyGetters, WithSetters, CloneGetters
