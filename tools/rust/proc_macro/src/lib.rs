//! The API of Rust's standard `proc_macro` crate, implemented inside a WebAssembly guest.
//!
//! A procedural macro compiled against this crate keeps its tokens in its own memory. They cross to
//! the host a whole stream at a time, in the Watt 0.5 byte format (`wire`), through the imports in
//! `host`. The crate's name lets it stand in for the compiler's own, so that macro crates need no
//! change; `bridge` serves the entry points that rustc generates for them.
//!
//! What does not belong here: anything that parses Rust beyond single tokens (the host's lexer does
//! that), and any token transformation that rustc's own crate does not make.

//!
//! All of the standard crate's API is here, the unstable part ungated. With `--cfg unstable_features`
//! (a rustc that lets unstable features be used) there is `quote!`, too, and macro crates may name the
//! features.

#![cfg_attr(unstable_features, allow(internal_features))]
#![cfg_attr(unstable_features, feature(allow_internal_unstable, decl_macro, panic_can_unwind, rustc_attrs))]
#![deny(improper_ctypes, unsafe_op_in_unsafe_fn)]
#![warn(missing_docs)]

#[cfg(unstable_features)]
extern crate proc_macro_features as _;

#[cfg(target_arch = "wasm32")]
mod allocator;
pub mod bridge;
mod bytes;
mod context;
mod diagnostic;
mod display;
mod escape;
mod exports;
mod glue;
mod group;
mod host;
mod ident;
mod layout;
mod literal;
mod literal_parts;
mod literal_value;
mod punct;
#[cfg(unstable_features)]
mod quote;
mod span;
mod stream;
mod symbol;
mod to_tokens;
mod tree;
mod wire;

pub mod token_stream;
pub mod tracked;

pub use diagnostic::{Diagnostic, Level, MultiSpan};
pub use group::{Delimiter, Group};
pub use ident::Ident;
pub use literal::Literal;
pub use literal_value::{ConversionErrorKind, EscapeError};
pub use punct::{Punct, Spacing};
#[cfg(unstable_features)]
pub use quote::{ext, quote, HasIterator, RepInterp, ThereIsNoIteratorInRepetition};
pub use span::Span;
pub use stream::{ExpandError, LexError, TokenStream};
pub use to_tokens::ToTokens;
pub use tree::TokenTree;

/// Whether the API can be used: true in a guest, false where no host is linked.
pub fn is_available() -> bool {
    cfg!(target_arch = "wasm32")
}
