/// A documented item with "quotes", a \ backslash and a tab	.
///
/** A block
 * over lines */
#[doc = r#"raw "docs""#]
#[allow(dead_code)] // not a doc comment
struct Documented {
    /// The first field.
    //// four slashes are none
    first: u8, /* nor is /* this */ */
    #[cfg_attr(all(), doc = "kept")]
    #[serde(default)]
    /// After an attribute.
    second: u8,
}
