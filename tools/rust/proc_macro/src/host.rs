//! The Watt 0.5 imports, wrapped: the only file that calls the host.
//!
//! Handles count entries of the host's tables and live for one expansion.

/// The handle that `token_stream_parse` answers for text that is not Rust tokens.
const INVALID: u32 = u32::MAX;

#[cfg(target_arch = "wasm32")]
mod import {
    #[link(wasm_import_module = "watt-0.5")]
    extern "C" {
        pub fn token_stream_serialize(stream: u32) -> u32;
        pub fn token_stream_deserialize(address: *const u8, length: usize) -> u32;
        pub fn token_stream_parse(address: *const u8, length: usize) -> u32;
        pub fn literal_to_string(literal: u32) -> u32;
        pub fn string_new(address: *const u8, length: usize) -> u32;
        pub fn string_len(string: u32) -> usize;
        pub fn string_read(string: u32, address: *mut u8);
        pub fn bytes_len(bytes: u32) -> usize;
        pub fn bytes_read(bytes: u32, address: *mut u8);
        pub fn print_panic(message: u32);
    }
}

/// Stands in for the imports where there is no host, so that the crate's own tests can run.
#[cfg(not(target_arch = "wasm32"))]
mod import {
    macro_rules! unavailable {
        ($($name:ident($($type:ty),*) -> $result:ty;)*) => {
            $(pub unsafe fn $name($(_: $type),*) -> $result {
                panic!("procedural macro API is used outside of a procedural macro")
            })*
        };
    }
    unavailable! {
        token_stream_serialize(u32) -> u32;
        token_stream_deserialize(*const u8, usize) -> u32;
        token_stream_parse(*const u8, usize) -> u32;
        literal_to_string(u32) -> u32;
        string_new(*const u8, usize) -> u32;
        string_len(u32) -> usize;
        string_read(u32, *mut u8) -> ();
        bytes_len(u32) -> usize;
        bytes_read(u32, *mut u8) -> ();
        print_panic(u32) -> ();
    }
}

/// The bytes of the host's stream.
pub(crate) fn serialize(stream: u32) -> Vec<u8> {
    // SAFETY: the import takes any number.
    bytes(unsafe { import::token_stream_serialize(stream) })
}

/// The bytes behind one of the host's handles.
pub(crate) fn bytes(handle: u32) -> Vec<u8> {
    // SAFETY: the host writes exactly `bytes_len` bytes.
    unsafe { read(import::bytes_len(handle), |address| import::bytes_read(handle, address)) }
}

/// Hands a serialised stream to the host, which answers its handle.
pub(crate) fn deserialize(bytes: &[u8]) -> u32 {
    // SAFETY: the range is a live slice, which the host only reads.
    unsafe { import::token_stream_deserialize(bytes.as_ptr(), bytes.len()) }
}

/// Lexes text: the handle of its tokens, or nothing when it is not valid Rust tokens.
pub(crate) fn parse(text: &str) -> Option<u32> {
    // SAFETY: the range is a live slice, which the host only reads.
    let stream = unsafe { import::token_stream_parse(text.as_ptr(), text.len()) };
    (stream != INVALID).then_some(stream)
}

/// The text of one of the host's literals.
pub(crate) fn literal_text(literal: u32) -> String {
    // SAFETY: the host writes exactly `string_len` bytes.
    let bytes = unsafe {
        let string = import::literal_to_string(literal);
        read(import::string_len(string), |address| import::string_read(string, address))
    };
    String::from_utf8(bytes).expect("the host's strings are UTF-8")
}

/// Tells the host why the guest is about to trap.
pub(crate) fn panicked(message: &str) {
    // SAFETY: the range is a live slice, which the host only reads.
    unsafe { import::print_panic(import::string_new(message.as_ptr(), message.len())) }
}

/// # Safety
/// `fill` must write exactly `length` bytes at the address that it gets.
unsafe fn read(length: usize, fill: impl FnOnce(*mut u8)) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(length);
    fill(bytes.as_mut_ptr());
    // SAFETY: the capacity is there and the caller promises that the bytes are.
    unsafe { bytes.set_len(length) };
    bytes
}
