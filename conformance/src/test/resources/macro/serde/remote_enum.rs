#[serde(remote = "other_crate::Outcome")]
pub enum OutcomeDef<T> {
    Good(T),
    Bad { reason: String },
}
