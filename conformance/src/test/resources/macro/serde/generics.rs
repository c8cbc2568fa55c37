struct Pair<A, B = A>
where
    A: Clone + 'static,
    Vec<B>: PartialEq<Vec<A>>,
{
    first: A,
    second: Option<B>,
    third: std::marker::PhantomData<fn(A) -> B>,
}
