// crate: derivative
//# derive Derivative
#[derivative(Debug(bound = ""), Clone(bound = ""), PartialEq, Default(new = "true"), Hash)]
struct Holder<T: 'static> {
    #[derivative(Default(value = "41 + 1"))]
    number: u32,
    #[derivative(Debug = "ignore", PartialEq = "ignore", Hash = "ignore")]
    phantom: std::marker::PhantomData<T>,
}
//# end
struct NoTraits;
impl Default for NoTraits { fn default() -> Self { NoTraits } }
fn main() {
    let holder = Holder::<NoTraits>::new();
    println!("{:?} {}", holder.clone(), Holder::<u8>::new() == Holder::default());
}
//> Holder { number: 42 } true
