//! Token streams: shared vectors of tokens, copied when a shared one changes.

use crate::{display, host, token_stream, wire, Group, Ident, Literal, Punct, Spacing, TokenTree};
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;
use std::str::FromStr;

/// A sequence of tokens; cheap to clone.
///
/// It is one pointer, null when empty, so that it crosses an `extern "C"` function as an `i32`.
#[derive(Clone, Default)]
#[repr(transparent)]
pub struct TokenStream {
    trees: Option<Rc<Vec<TokenTree>>>,
}

/// The text was not valid Rust tokens.
pub struct LexError {
    not_send: PhantomData<*const ()>,
}

impl TokenStream {
    /// An empty stream.
    pub fn new() -> TokenStream {
        TokenStream { trees: None }
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.trees().is_empty()
    }

    pub(crate) fn of(trees: Vec<TokenTree>) -> TokenStream {
        TokenStream { trees: if trees.is_empty() { None } else { Some(Rc::new(trees)) } }
    }

    pub(crate) fn trees(&self) -> &[TokenTree] {
        match &self.trees {
            Some(trees) => trees,
            None => &[],
        }
    }

    /// The tokens, without a copy when nobody shares them.
    pub(crate) fn into_trees(self) -> Vec<TokenTree> {
        match self.trees {
            Some(trees) => Rc::try_unwrap(trees).unwrap_or_else(|shared| (*shared).clone()),
            None => Vec::new(),
        }
    }

    fn trees_mut(&mut self) -> &mut Vec<TokenTree> {
        Rc::make_mut(self.trees.get_or_insert_with(Rc::default))
    }
}

/// Appends a token as rustc keeps it: a negative number becomes a minus and a number.
fn push(trees: &mut Vec<TokenTree>, tree: TokenTree) {
    if let TokenTree::Literal(literal) = &tree {
        if let Some(positive) = literal.without_minus() {
            trees.push(Punct::of('-', Spacing::Alone, literal.span()).into());
            trees.push(positive.into());
            return;
        }
    }
    trees.push(tree);
}

impl Extend<TokenTree> for TokenStream {
    fn extend<I: IntoIterator<Item = TokenTree>>(&mut self, trees: I) {
        let mut added = trees.into_iter().peekable();
        if added.peek().is_some() {
            let trees = self.trees_mut();
            trees.reserve(added.size_hint().0);
            added.for_each(|tree| push(trees, tree));
        }
    }
}

impl Extend<TokenStream> for TokenStream {
    fn extend<I: IntoIterator<Item = TokenStream>>(&mut self, streams: I) {
        for stream in streams {
            if self.is_empty() {
                *self = stream;
            } else if !stream.is_empty() {
                self.trees_mut().extend(stream.into_trees());
            }
        }
    }
}

macro_rules! extend_by {
    ($($token:ty)*) => {
        $(impl Extend<$token> for TokenStream {
            fn extend<I: IntoIterator<Item = $token>>(&mut self, tokens: I) {
                self.extend(tokens.into_iter().map(TokenTree::from));
            }
        })*
    };
}

extend_by!(Group Ident Literal Punct);

impl FromIterator<TokenTree> for TokenStream {
    fn from_iter<I: IntoIterator<Item = TokenTree>>(trees: I) -> TokenStream {
        let mut stream = TokenStream::new();
        stream.extend(trees);
        stream
    }
}

impl FromIterator<TokenStream> for TokenStream {
    fn from_iter<I: IntoIterator<Item = TokenStream>>(streams: I) -> TokenStream {
        let mut stream = TokenStream::new();
        stream.extend(streams);
        stream
    }
}

impl From<TokenTree> for TokenStream {
    fn from(tree: TokenTree) -> TokenStream {
        let mut trees = Vec::with_capacity(1);
        push(&mut trees, tree);
        TokenStream::of(trees)
    }
}

impl IntoIterator for TokenStream {
    type Item = TokenTree;
    type IntoIter = token_stream::IntoIter;

    fn into_iter(self) -> token_stream::IntoIter {
        token_stream::IntoIter::of(self)
    }
}

impl FromStr for TokenStream {
    type Err = LexError;

    fn from_str(text: &str) -> Result<TokenStream, LexError> {
        let handle = host::parse(text).ok_or_else(LexError::new)?;
        Ok(TokenStream::of(wire::decode(&host::serialize(handle))))
    }
}

impl fmt::Display for TokenStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        display::stream(self, formatter)
    }
}

impl fmt::Debug for TokenStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenStream ")?;
        formatter.debug_list().entries(self.trees()).finish()
    }
}

impl LexError {
    pub(crate) fn new() -> LexError {
        LexError { not_send: PhantomData }
    }
}

impl fmt::Display for LexError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cannot parse string into token stream")
    }
}

impl fmt::Debug for LexError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("LexError")
    }
}

impl Error for LexError {}
