struct Bad {
    #[serde(renamed = "x", unknown)]
    field: u8,
}
