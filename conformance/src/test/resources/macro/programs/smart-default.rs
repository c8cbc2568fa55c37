// crate: smart-default
//# derive SmartDefault
#[derive(Debug)]
enum Setting {
    Off,
    #[default]
    On {
        #[default = 12]
        level: i32,
        #[default(Some(Default::default()))]
        inner: Option<Inner>,
        #[default(_code = "vec![1u8; 2]")]
        list: Vec<u8>,
        #[default = "four"]
        name: String,
    },
}
//# end
//# derive SmartDefault
#[derive(Debug)]
struct Inner(#[default = 'c'] char, bool);
//# end
fn main() {
    println!("{:?}", Setting::default());
    let _ = Setting::Off;
}
//> On { level: 12, inner: Some(Inner('c', false)), list: [1, 1], name: "four" }
