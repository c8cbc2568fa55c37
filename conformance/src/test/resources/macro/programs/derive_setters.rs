// crate: derive_setters
//# derive Setters
#[derive(Default, Debug)]
#[setters(prefix = "with_", into, strip_option)]
struct Options {
    name: String,
    #[setters(rename = "limited", into = false)]
    limit: Option<u32>,
    #[setters(bool)]
    verbose: bool,
    #[setters(skip)]
    hidden: u8,
}
//# end
fn main() {
    println!("{:?}", Options::default().with_name("n").limited(5).with_verbose());
}
//> Options { name: "n", limit: Some(5), verbose: true, hidden: 0 }
