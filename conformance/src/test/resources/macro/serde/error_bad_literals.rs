#[serde(rename = 5)]
struct Literals {
    #[serde(with = "not a path!")]
    a: u8,
    #[serde(bound = "T: +")]
    b: u8,
    #[serde(borrow = "'x")]
    c: &'static str,
}
