#[serde(try_from = "String", rename = "Id")]
struct Identifier(u128);
