//! Runs procedural macros that were compiled to WebAssembly, in Pithos.
//!
//! The API is that of the crate `watt` 0.4 and 0.5, so that a crate made for either changes one line
//! of its `Cargo.toml`. The module is not interpreted here: a daemon, which is started when it is
//! needed, compiles it once and expands for all rustc processes of the user. `docs/rustc.md` tells
//! the rest.
//!
//! ```
//! # extern crate proc_macro;
//! # use proc_macro::TokenStream;
//! use watt::WasmMacro;
//!
//! static MACRO: WasmMacro = WasmMacro::new(WASM);
//! static WASM: &[u8] = b"\0asm...";
//!
//! pub fn demo(input: TokenStream) -> TokenStream {
//!     MACRO.proc_macro_derive("demo", input)
//! }
//! ```

#![forbid(unsafe_code)]

extern crate proc_macro;

mod client;
mod daemon;
mod tokens;

use client::Kind;
use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

/// The macros of one module.
pub struct WasmMacro {
    wasm: &'static [u8],
}

impl WasmMacro {
    /// The macros of a module's bytes, usually from `include_bytes!`.
    pub const fn new(wasm: &'static [u8]) -> WasmMacro {
        WasmMacro { wasm }
    }

    /// Expands a function-like macro: calls the module's export of the name `fun`.
    pub fn proc_macro(&self, fun: &str, input: TokenStream) -> TokenStream {
        self.expand(Kind::Bang, fun, None, input)
    }

    /// Expands a derive macro: calls the module's export of the name `fun`.
    pub fn proc_macro_derive(&self, fun: &str, input: TokenStream) -> TokenStream {
        self.expand(Kind::Derive, fun, None, input)
    }

    /// Expands an attribute macro: calls the module's export of the name `fun`.
    pub fn proc_macro_attribute(
        &self,
        fun: &str,
        args: TokenStream,
        input: TokenStream,
    ) -> TokenStream {
        self.expand(Kind::Attribute, fun, Some(args), input)
    }

    fn expand(
        &self,
        kind: Kind,
        fun: &str,
        args: Option<TokenStream>,
        input: TokenStream,
    ) -> TokenStream {
        let mut sent = tokens::Sent::default();
        let mut request = vec![kind as u8];
        tokens::write_text(&mut request, fun);
        if let Some(args) = args {
            sent.write(&mut request, args);
        }
        sent.write(&mut request, input);
        client::expand(self.wasm, &request)
            .and_then(|answer| sent.read(&answer))
            .unwrap_or_else(|message| compile_error(&message))
    }
}

/// `::core::compile_error! { "message" }` at the macro's call.
fn compile_error(message: &str) -> TokenStream {
    let colons =
        || [Punct::new(':', Spacing::Joint), Punct::new(':', Spacing::Alone)].map(TokenTree::from);
    let ident = |name: &str| TokenTree::from(Ident::new(name, Span::call_site()));
    let text = TokenTree::from(Literal::string(message));
    let mut tokens = TokenStream::from_iter(colons());
    tokens.extend([ident("core")]);
    tokens.extend(colons());
    tokens.extend([
        ident("compile_error"),
        Punct::new('!', Spacing::Alone).into(),
        Group::new(Delimiter::Brace, text.into()).into(),
    ]);
    tokens
}
