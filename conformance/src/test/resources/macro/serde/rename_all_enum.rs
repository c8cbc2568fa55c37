#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
enum Event {
    UserLoggedIn { user_name: String, login_time: u64 },
    #[serde(rename_all = "PascalCase")]
    HttpRequest { status_code: u16 },
    XMLParsed(u8),
    Idle,
}
