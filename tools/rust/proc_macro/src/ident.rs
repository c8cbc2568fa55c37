//! Identifiers, keywords and lifetimes' names.

use crate::symbol::Symbol;
use crate::{host, wire, Span, TokenTree};
use std::fmt;

/// An identifier; a raw one carries its `r#` in its text.
#[derive(Clone)]
#[repr(C)] // as a host reads it (`wire`)
pub struct Ident {
    symbol: Symbol,
    span: Span,
}

impl Ident {
    /// An identifier or keyword, not raw.
    ///
    /// # Panics
    /// When the text is not an identifier.
    pub fn new(string: &str, span: Span) -> Ident {
        Ident { symbol: checked(string), span }
    }

    /// A raw identifier: `string` comes without the `r#`.
    ///
    /// # Panics
    /// When the text is not an identifier, or one that cannot be raw.
    pub fn new_raw(string: &str, span: Span) -> Ident {
        let name = checked(string);
        if matches!(&*name, "_" | "super" | "self" | "Self" | "crate" | "$crate") {
            panic!("`{}` cannot be a raw identifier", &*name);
        }
        Ident { symbol: Symbol::of(&format!("r#{}", &*name)), span }
    }

    /// An identifier as the host wrote it.
    pub(crate) fn of(symbol: Symbol, span: Span) -> Ident {
        Ident { symbol, span }
    }

    pub(crate) fn symbol(&self) -> Symbol {
        self.symbol
    }

    /// The identifier's span.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Sets the identifier's span.
    pub fn set_span(&mut self, span: Span) {
        self.span = span;
    }
}

/// The identifier's normalised text; panics, in rustc's words, when it is none.
fn checked(text: &str) -> Symbol {
    let symbol = Symbol::of(text);
    if symbol.is_ident() {
        return symbol;
    }
    if is_ascii_ident(text.as_bytes()) || text == "$crate" {
        symbol.set_ident();
        return symbol;
    }
    let normalised = if text.is_ascii() { None } else { normalise(text) };
    normalised.unwrap_or_else(|| panic!("`{:?}` is not a valid identifier", text))
}

fn is_ascii_ident(text: &[u8]) -> bool {
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    text.iter().all(word) && text.first().map_or(false, |byte| !byte.is_ascii_digit())
}

/// Has the host's lexer judge and normalise a name outside ASCII, whose rules need Unicode's tables.
fn normalise(text: &str) -> Option<Symbol> {
    if text.starts_with("r#") || text.contains(char::is_whitespace) {
        return None;
    }
    match &*wire::decode(&host::serialize(host::parse(text)?)).trees {
        [TokenTree::Ident(ident)] => Some(ident.symbol),
        _ => None,
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.symbol, formatter)
    }
}

impl fmt::Debug for Ident {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Ident")
            .field("ident", &&*self.symbol)
            .field("span", &self.span)
            .finish()
    }
}
