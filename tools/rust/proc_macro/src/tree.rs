//! One token, or one delimited group of them.

use crate::{Group, Ident, Literal, Punct, Span};
use std::fmt;

/// A single token or a delimited sequence of them.
// In a guest a host reads it (`wire`); for other machines the compiler finds a smaller form.
#[derive(Clone)]
#[cfg_attr(target_arch = "wasm32", repr(u32))]
pub enum TokenTree {
    /// A delimited stream.
    Group(Group),
    /// An identifier.
    Ident(Ident),
    /// A punctuation character.
    Punct(Punct),
    /// A literal.
    Literal(Literal),
}

/// Tokens are moved often, and a host counts on it.
#[cfg(target_arch = "wasm32")]
const _: () = assert!(std::mem::size_of::<TokenTree>() == 12);

/// Does the same to whichever token it is.
macro_rules! each {
    ($tree:expr, $token:ident => $action:expr) => {
        match $tree {
            TokenTree::Group($token) => $action,
            TokenTree::Ident($token) => $action,
            TokenTree::Punct($token) => $action,
            TokenTree::Literal($token) => $action,
        }
    };
}

impl TokenTree {
    /// The token's span, a group's with its delimiters.
    pub fn span(&self) -> Span {
        each!(self, token => token.span())
    }

    /// Sets the token's span, not those of a group's tokens.
    pub fn set_span(&mut self, span: Span) {
        each!(self, token => token.set_span(span))
    }
}

impl From<Group> for TokenTree {
    fn from(group: Group) -> TokenTree {
        TokenTree::Group(group)
    }
}

impl From<Ident> for TokenTree {
    fn from(ident: Ident) -> TokenTree {
        TokenTree::Ident(ident)
    }
}

impl From<Punct> for TokenTree {
    fn from(punct: Punct) -> TokenTree {
        TokenTree::Punct(punct)
    }
}

impl From<Literal> for TokenTree {
    fn from(literal: Literal) -> TokenTree {
        TokenTree::Literal(literal)
    }
}

impl fmt::Display for TokenTree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        each!(self, token => fmt::Display::fmt(token, formatter))
    }
}

impl fmt::Debug for TokenTree {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        each!(self, token => fmt::Debug::fmt(token, formatter))
    }
}
