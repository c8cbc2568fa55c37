#[serde(crate = "my_framework::__private::serde")]
struct Elsewhere {
    value: u8,
}
