pub struct Deep<'a, K: Ord + ?Sized, V, F: for<'x> Fn(&'x K) -> Vec<Vec<V>>> {
    map: std::collections::BTreeMap<Box<K>, Vec<Option<Result<V, Box<dyn Error + Send>>>>>,
    #[serde(skip)]
    function: Option<F>,
    text: std::borrow::Cow<'a, [Cow<'a, str>]>,
    shifted: Array<{ 1 >> 0 }>,
}
