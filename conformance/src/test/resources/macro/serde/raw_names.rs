struct r#struct {
    r#type: u8,
    r#fn: r#mod::r#Type,
    ordinary: r#u8,
}
