enum r#enum<'r#ref, r#type> {
    r#fn { r#struct: &'r#ref r#type, r#impl: u8 },
    r#mut(r#type),
    r#loop,
}
