//# attr pin_project
#[repr(packed)] struct Packed { #[pin] a: u8 }

//# attr pin_project
enum NoPin { A }

//# attr pin_project(project = A, project = B)
struct S { #[pin] a: u8 }

//# attr pin_project(PinnedDrop, project_replace)
struct S { #[pin] a: u8 }

//# attr pin_project(Unknown)
struct S { #[pin] a: u8 }

//# attr pin_project
struct S { #[pin] #[pin] a: u8, #[pin(x)] b: u8 }

//# attr pinned_drop
impl Drop for S { fn drop(&mut self) {} }

//# attr pinned_drop
impl PinnedDrop for S { fn drop(self: Pin<&mut Self>) -> u8 {} fn other() {} }

//# attr pinned_drop
unsafe impl<T> PinnedDrop for r#S<T> where T: X { fn drop(mut self: Pin<&mut Self>) { let Self { a } = self; fn x() { struct Y; impl Y { fn n() -> Self { Self } } } m!(self, Self::X); } }

//# each items attr pin_project
//# each items attr pin_project(project = Proj, project_ref = ProjRef, project_replace = ProjOwn)
//# each functions attr pinned_drop
