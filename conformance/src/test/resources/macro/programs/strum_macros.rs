// crate: strum_macros
//# derive Display, AsRefStr, IntoStaticStr, FromRepr, EnumIs
#[strum(serialize_all = "kebab-case")]
#[derive(Debug)]
#[repr(u8)]
enum Color {
    DarkRed = 3,
    #[strum(to_string = "rgb({0}, {1})")]
    Mixed(u8, u8),
    #[strum(serialize = "x", serialize = "longest")]
    Other { alpha: u8 },
}
//# end
fn main() {
    println!("{} {} {}", Color::DarkRed, Color::Mixed(1, 2), Color::Other { alpha: 0 }.as_ref());
    println!("{:?} {}", Color::from_repr(3), Color::DarkRed.is_dark_red());
    let name: &'static str = Color::Mixed(0, 0).into();
    println!("{}", name);
}
//> dark-red rgb(1, 2) longest
//> Some(DarkRed) true
//> rgb({0}, {1})
