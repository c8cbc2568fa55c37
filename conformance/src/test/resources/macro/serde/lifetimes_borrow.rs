struct Borrowed<'a, 'b: 'a, T> {
    text: &'a str,
    bytes: &'b [u8],
    #[serde(borrow)]
    cow: Cow<'a, str>,
    #[serde(borrow = "'a + 'b")]
    both: Both<'a, 'b, T>,
    #[serde(borrow, default)]
    maybe: Option<Inner<'b>>,
}
