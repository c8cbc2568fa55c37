#[serde(rename_all = "snake_case", rename_all_fields = "kebab-case")]
enum Event {
    UserLoggedIn { user_name: String, login_time: u64 },
    #[serde(rename_all = "PascalCase")]
    HttpRequest { status_code: u16 },
}
