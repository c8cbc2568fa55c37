pub struct Account {
    pub id: u64,
    #[serde(rename = "displayName")]
    pub name: String,
    #[serde(default)]
    pub email: Option<String>,
    pub tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<f64>,
}
