struct Tree<T, M = ()> {
    value: T,
    children: Vec<Tree<T, M>>,
    marker: PhantomData<M>,
    associated: T::Owned,
}
