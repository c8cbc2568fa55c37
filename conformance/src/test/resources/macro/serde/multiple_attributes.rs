#[serde(rename_all(serialize = "UPPERCASE", deserialize = "lowercase"))]
#[serde(default, deny_unknown_fields)]
#[other(serde(this = "is", not = 1.5e-3, ours = b'\'', r"x"))]
struct Attributes {
    #[serde(rename = "a")]
    #[serde(default)]
    #[serde(skip_serializing_if = "is_zero")]
    alpha: i128,
    beta: char,
}
