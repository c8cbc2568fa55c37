//! The API of Rust's standard `proc_macro` crate, implemented inside a WebAssembly guest.
//!
//! A procedural macro compiled against this crate keeps its tokens in its own memory. They cross to
//! the host a whole stream at a time, in the Watt 0.5 byte format (`wire`), through the imports in
//! `host`. The crate's name lets it stand in for the compiler's own, so that macro crates need no
//! change; `bridge` serves the entry points that rustc generates for them.
//!
//! What does not belong here: anything that parses Rust beyond single tokens (the host's lexer does
//! that), and any token transformation that rustc's own crate does not make.

#![deny(improper_ctypes, unsafe_op_in_unsafe_fn)]
#![warn(missing_docs)]

pub mod bridge;
mod display;
mod escape;
mod exports;
mod group;
mod host;
mod ident;
mod literal;
mod punct;
mod span;
mod stream;
mod tree;
mod wire;

pub mod token_stream;
pub mod tracked;

pub use group::{Delimiter, Group};
pub use ident::Ident;
pub use literal::Literal;
pub use punct::{Punct, Spacing};
pub use span::Span;
pub use stream::{LexError, TokenStream};
pub use tree::TokenTree;

/// Whether the API can be used: true in a guest, false where no host is linked.
pub fn is_available() -> bool {
    cfg!(target_arch = "wasm32")
}
