#[derive(Debug, Clone)]
pub struct Metres(f64);
