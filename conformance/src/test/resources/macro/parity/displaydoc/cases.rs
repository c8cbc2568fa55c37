//# derive Display
pub enum DataStoreError {
    /// data store disconnected
    Disconnect(#[source] io::Error),
    /// the data for key `{0}` is not available
    Redaction(String),
    /// invalid header (expected {expected:?}, found {found:?})
    InvalidHeader { expected: String, found: String },
    /** block
     *  documentation {0:>8} */
    Block(u8),
    #[doc = "from an attribute {0}"]
    Attribute(u8),
    #[displaydoc("overridden {r#type} {{}}")]
    Overridden { r#type: u8 },
}

//# derive Display
/// one line
/// another line
///
/// another paragraph
#[ignore_extra_doc_attributes]
struct S<'a, T: ?Sized>(&'a T);

//# derive Display
#[prefix_enum_doc_attributes]
/// prefix: {field}
enum Prefixed<E> { /// variant {0} and {0:?} {0:x}
    A(E), /// b
    B }

//# derive Display
enum Missing { /// x
    A, B }

//# derive Display
/// {unknown} {0
struct Bad { a: u8 }

//# derive Display
#[doc = 5]
struct NotText;

//# derive Display
/// one
///
/// two
struct Paragraphs;

//# each items derive Display
