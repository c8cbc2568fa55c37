#[serde(tag = "type", rename_all = "snake_case")]
enum Message {
    Request { id: String, method: String, params: Params },
    Response(Response),
    Ping,
}
