struct Größe<Тип> {
    breite_in_größe: Тип,
    高さ: u32,
    #[serde(rename = "naïve – ☃")]
    ålder: String,
}
