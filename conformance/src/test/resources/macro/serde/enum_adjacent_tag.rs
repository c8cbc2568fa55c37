#[serde(tag = "t", content = "c", deny_unknown_fields)]
enum Block<T> {
    Paragraph(Vec<Inline<T>>),
    Styled(String, T),
    Image { url: String, #[serde(default)] alt: Option<String> },
    Rule,
}
