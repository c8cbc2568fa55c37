// Generics whose bounds follow from the format strings, and errors.

//# derive Error
pub enum Generic<'a, T, E: Clone, const N: usize>
where
    T: 'a,
{
    #[error("value {0} of {N}")]
    Display(T),
    #[error("value {value:?}")]
    Debug { value: &'a [E; N] },
    #[error(transparent)]
    Inner(#[from] Inner<T>),
    #[error("both {0:x} {0:p}")]
    Both(T, #[source] Box<E>),
}

//# derive Error
enum TwoSources {
    #[error("x")]
    A { #[source] a: E, #[source] b: E },
}

//# derive Error
enum NoMessage {
    #[error("a")]
    A,
    B,
}

//# derive Error
#[error(transparent)]
struct TwoFields(A, B);

//# derive Error
#[error("text", 1 +)]
struct Broken;

//# derive Error
#[error(unknown = "x")]
struct Unknown;

//# derive Error
#[error("duplicate")]
#[error("duplicate")]
struct Duplicate;

//# derive Error
enum FromMany {
    #[error("x")]
    A(#[from] io::Error, u8),
}

//# derive Error
#[error("missing field {nope} {0}")]
struct Missing {
    field: u8,
}

//# each items derive Error
