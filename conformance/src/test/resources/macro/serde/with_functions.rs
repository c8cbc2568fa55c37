struct Custom {
    #[serde(with = "hex")]
    digest: [u8; 32],
    #[serde(serialize_with = "ser::seconds", deserialize_with = "de::seconds")]
    duration: Duration,
    #[serde(default, with = "a::b::<T>")]
    other: u8,
}
