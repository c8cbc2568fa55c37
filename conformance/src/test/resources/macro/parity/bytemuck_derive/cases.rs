//# derive Pod, Zeroable, AnyBitPattern, NoUninit, CheckedBitPattern, ByteEq, ByteHash
#[derive(Copy, Clone)] #[repr(C)]
struct Vertex { position: [f32; 3], pub color: u32 }

//# derive Zeroable, TransparentWrapper, Pod
#[repr(transparent)]
struct Wrapper<T: ?Sized>(std::marker::PhantomData<()>, T);

//# derive TransparentWrapper
#[repr(transparent)] #[transparent(u32)]
struct Explicit<'a> { inner: u32, phantom: PhantomData<&'a ()> }

//# derive Contiguous, NoUninit, CheckedBitPattern, Zeroable
#[repr(u8)] #[derive(Copy, Clone)]
enum Color { Red = 0, Green, Blue }

//# derive CheckedBitPattern, NoUninit
#[repr(C, u8)]
enum WithData { A(u16, u8), B { x: char }, C }

//# derive Contiguous
#[repr(i64)]
enum Gaps { A = -5, B = 10 }

//# derive Pod
#[repr(packed(2))] #[zeroable(bound = "T: Zeroable")] #[bytemuck(crate = "my::bytemuck")]
struct Packed<T>(u8, T);

//# derive Pod
struct NoRepr(u8);

//# derive Pod
#[repr(C)] struct Generic<T>(T);

//# derive Contiguous
enum NoRepr { A }

//# each items derive Pod, Zeroable, AnyBitPattern, NoUninit, CheckedBitPattern, TransparentWrapper, Contiguous, ByteEq, ByteHash
