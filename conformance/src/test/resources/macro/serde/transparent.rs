#[serde(transparent)]
#[repr(transparent)]
struct Wrapper<T: ?Sized> {
    #[serde(skip)]
    marker: PhantomData<()>,
    inner: Box<T>,
}
