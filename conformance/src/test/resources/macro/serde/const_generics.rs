struct Matrix<T, const ROWS: usize, const COLUMNS: usize = 3>
where
    [T; ROWS]: Default,
{
    rows: [[T; COLUMNS]; ROWS],
    #[serde(default = "Self::empty")]
    size: [(); ROWS],
}
