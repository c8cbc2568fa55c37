//# attr pin_project
struct Struct<T, U> { #[pin] pinned: T, unpinned: U }

//# attr pin_project(project = EnumProj, project_ref = EnumProjRef, project_replace = EnumOwned)
pub enum Enum<T: Clone, U> where U: 'static { Pinned(#[pin] T), Unpinned(U), Named { #[pin] a: T, b: u8 }, Unit }

//# attr pin_project(PinnedDrop)
pub(crate) struct WithDrop<'a, T: ?Sized + 'a, const N: usize> { x: [u8; N], y: &'a u8, #[pin] last: T }

//# attr pinned_drop
impl<T> PinnedDrop for Struct<T> { fn drop(self: Pin<&mut Self>) { println!("{}", self.x); Self::y(&self) } }

//# attr pin_project(UnsafeUnpin)
struct Tuple<T>(#[pin] T, (), pub u8);

//# attr pin_project(!Unpin)
#[derive(Debug)] #[repr(C)]
struct NotUnpin { r#type: u8 }

//# derive __PinProjectInternalDerive
#[pin(__private(project = Proj))]
enum E { A(#[pin] u8) }
