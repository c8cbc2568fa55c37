#[serde(tag = "kind")]
enum Kind {
    #[serde(alias = "first", alias = "1st")]
    First,
    #[serde(skip)]
    Hidden(NotSerializable),
    #[serde(skip_serializing)]
    InputOnly,
    #[serde(skip_deserializing)]
    OutputOnly,
    #[serde(other)]
    Unknown,
}
