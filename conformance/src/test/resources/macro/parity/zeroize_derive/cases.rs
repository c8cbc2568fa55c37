//# derive Zeroize, ZeroizeOnDrop
#[zeroize(drop)]
pub struct Key<T> where T: Zeroize { bytes: [u8; 32], #[zeroize(skip)] name: String, rest: T }

//# derive Zeroize, ZeroizeOnDrop
enum E<'a, T> { Unit, Tuple(&'a mut T, #[zeroize(skip)] u8), Named { r#type: u8, b: Vec<T> } }

//# derive Zeroize, ZeroizeOnDrop
#[zeroize(bound = "T: MyTrait, U: Other<T>")]
struct Bound<T, U>(T, U);

//# derive Zeroize
#[zeroize(bound = "")]
struct Empty<T>(PhantomData<T>);

//# derive Zeroize
#[zeroize(unknown)] struct A(u8);

//# derive Zeroize
struct A(#[zeroize(drop)] u8);

//# derive Zeroize
#[zeroize(drop)] #[zeroize(drop)] struct A(u8);

//# derive Zeroize
#[zeroize(bound = 5)] struct A(u8);

//# each items derive Zeroize, ZeroizeOnDrop
