//# derive KnownLayout, Immutable, TryFromBytes, FromZeros, FromBytes, IntoBytes, Unaligned, ByteHash, ByteEq, SplitAt
#[repr(C)]
struct Header { source: [u8; 2], length: u16, rest: [u8] }

//# derive KnownLayout, Immutable, TryFromBytes, FromZeros, FromBytes, IntoBytes, Unaligned
#[repr(C, packed)]
pub struct Generic<'a, T: Clone + 'a, const N: usize>(u8, [T; N], PhantomData<&'a ()>) where T: Copy;

//# derive TryFromBytes, FromZeros, IntoBytes, Unaligned, KnownLayout, Immutable
#[repr(u8)]
enum Kind { A = 0, B, C = 7 }

//# derive TryFromBytes, FromZeros, IntoBytes, KnownLayout
#[repr(C, u16)]
enum Data<T> { Zero, Tuple(u8, T), Named { a: u32, r#b: [u8; 4] } }

//# derive IntoBytes, Unaligned
#[repr(transparent)] #[zerocopy(crate = "my::zerocopy")]
struct Wrapper<T>(T);

//# derive FromBytes, Unaligned
#[repr(align(8), C)]
struct Aligned(u8);

//# derive FromBytes
#[repr(u8)]
enum TooFew { A, B }

//# derive IntoBytes
struct NoRepr(u8);

//# derive SplitAt
#[repr(C)] struct NotDst(u8);

//# derive KnownLayout
#[repr(C, Rust)] struct Conflict([u8]);

//# each items derive KnownLayout, Immutable, TryFromBytes, FromZeros, FromBytes, IntoBytes, Unaligned, ByteHash, ByteEq, SplitAt
