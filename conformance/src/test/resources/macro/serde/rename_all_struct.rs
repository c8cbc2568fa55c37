#[serde(rename_all = "camelCase")]
struct UserProfile {
    first_name: String,
    last_login_at: u64,
    #[serde(rename = "explicit_name")]
    kept_as_is: bool,
    r#type: u8,
}
