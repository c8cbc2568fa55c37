//# attr async_trait
impl<'r, T, const N: usize> r#trait::Generic<T> for &'r mut Holder<'_, T, N>
where
    T: for<'x> Fn(&'x u8) -> &'x u8 + Send,
    Self: Sized,
{
    #[tracing::instrument(skip(self))]
    async fn patterns<U: ?Sized + Sync>(
        self: &mut Self,
        (a, ref b): (u8, String),
        [first, .., last]: &[U],
        Point { x, mut y, .. }: Point,
        #[cfg(test)] _: impl AsRef<str> + 'r,
    ) -> impl Iterator<Item = T> {
        let nested = async { Self::helper::<T>(self).await };
        macro_with!(self, Self { field: self.x, ..Self::default() });
        struct Inner { me: u8 } impl Inner { fn new(&self) -> Self { Self { me: self.me } } }
        println!("{self:?} {}", <Self as Trait<T>>::NAME);
        nested.await
    }
    async unsafe fn dangerous() {}
    async fn boxed(self: Box<Self>) -> Self { *self }
    async fn arced(self: std::sync::Arc<Self>, callback: &(dyn Fn(&str) + Send)) {}
}

//# attr async_trait
async fn free() {}

//# attr async_trait(Sync)
trait T {}

//# attr async_trait
trait Broken { async fn f(&self) & }

//# attr async_trait
#[cfg(feature = "x")]
#[doc = "text"]
pub unsafe auto trait Odd: Send + 'static where Self: Sized { #[must_use] async fn f(self) -> u8; macro_item!{} }

//# each functions attr async_trait
//# each items attr async_trait
