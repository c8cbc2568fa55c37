// crate: displaydoc
//# derive Display
pub enum Failure<T: std::fmt::Debug> {
    /// disconnected
    Disconnect,
    /// no data for `{0}`
    Missing(String),
    /// expected {expected:?}, found {found:?}
    Header { expected: T, found: T },
}
//# end
fn main() {
    println!("{}", Failure::<u8>::Disconnect);
    println!("{}", Failure::<u8>::Missing("key".into()));
    println!("{}", Failure::Header { expected: "a", found: "b" });
}
//> disconnected
//> no data for `key`
//> expected "a", found "b"
