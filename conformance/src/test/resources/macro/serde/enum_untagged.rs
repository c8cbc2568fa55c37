#[serde(untagged, expecting = "a number, a text or a list")]
enum Value<'a> {
    Number(i64),
    Text(&'a str),
    List(Vec<Value<'a>>),
    Record { name: String, value: Box<Value<'a>> },
    Pair(u8, u8),
    Null,
}
