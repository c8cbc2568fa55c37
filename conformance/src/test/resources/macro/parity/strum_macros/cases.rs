//# derive EnumString, Display, AsRefStr, IntoStaticStr, VariantNames, EnumIter, EnumCount, EnumMessage, EnumProperty, EnumDiscriminants, FromRepr, ToString
#[strum(serialize_all = "snake_case", ascii_case_insensitive)]
#[derive(Debug)]
pub enum Color {
    /// Documented
    #[strum(message = "Short", detailed_message = "Long", props(Red = "255", Teacher = "x"))]
    DarkRed,
    #[strum(serialize = "g", serialize = "green", to_string = "GREEN", disabled = "false")]
    Green { range: usize },
    #[strum(disabled)]
    Off(u8),
    #[strum(default)]
    Other(String),
}

//# derive Display
enum Interpolated { #[strum(to_string = "saturation {sat} {r#type:?} {{x}}")] A { sat: u8, r#type: u8 }, #[strum(to_string = "tuple {0} {1:>4}")] B(u8, u8) }

//# derive EnumDiscriminants
#[strum_discriminants(derive(EnumString, Hash), name(MyKinds), vis(pub(crate)), strum(serialize_all = "UPPERCASE"))]
enum With<'a, T: Clone + 'a> where T: Copy { #[strum_discriminants(strum(message = "x"))] A(&'a T), B { x: u8 } }

//# derive FromRepr
#[repr(u16)]
pub enum Repr { A = 1, B, C(u8) = 1 << 3, D }

//# derive EnumString
#[strum(use_phf, parse_err_ty = MyErr, parse_err_fn = my_err, crate = "my::strum", prefix = "p-", suffix = "-s")]
enum Customised { #[strum(ascii_case_insensitive = true)] A, #[strum(default_with = "make")] B(u8), r#Raw }

//# derive EnumString
enum TwoDefaults { #[strum(default)] A(String), #[strum(default)] B(String) }

//# derive Display
#[strum(serialize_all = "nonsense")]
enum E { A }

//# derive EnumProperty, EnumMessage
enum Props { #[strum(props(a = 1, b = true, c = "x", d = 1.5))] A, #[strum(message = 5)] B }

//# derive EnumString
enum Unknown { #[strum(unknown)] A, #[strum(serialize = "x", serialize = "x")] B, #[strum(disabled, disabled)] C }

//# each items derive EnumString, Display, AsRefStr, IntoStaticStr, VariantNames, EnumIter, EnumCount, EnumMessage, EnumProperty, EnumDiscriminants, FromRepr
