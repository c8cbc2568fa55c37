//! Token streams: shared vectors of tokens, copied when a shared one changes.

use crate::wire::FOLLOWED;
use crate::{
    display, glue, host, token_stream, wire, Group, Ident, Literal, Punct, Spacing, Span, TokenTree,
};
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
    shared: Option<Rc<Trees>>,
}

/// The tokens of a stream.
#[derive(Clone, Default)]
pub(crate) struct Trees {
    pub(crate) trees: Vec<TokenTree>,
    /// Missing where nothing is known, as of most that a macro makes.
    lexed: Option<Box<Lexed>>,
}

/// What is known of tokens that come from a text. Trees that leave their stream lose it.
#[derive(Clone, Default)]
struct Lexed {
    /// For each tree, what the text looked like (`wire` names the bits); missing at the end means
    /// that nothing is known.
    adjacency: Vec<u8>,
    /// The spans of the group whose tokens these are, of the whole, its opening and its closing, where
    /// they differ. A `Group` has no room for three: tokens are moved often.
    group: Option<[Span; 3]>,
}

/// The text was not valid Rust tokens.
pub struct LexError {
    not_send: PhantomData<*const ()>,
}

impl TokenStream {
    /// An empty stream.
    pub fn new() -> TokenStream {
        TokenStream { shared: None }
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.trees().is_empty()
    }

    /// The tokens of the one expression that the tokens stand for, macros in it expanded: a host
    /// does not expand macros, so an error.
    pub fn expand_expr(&self) -> Result<TokenStream, ExpandError> {
        Err(ExpandError { not_send: PhantomData })
    }

    pub(crate) fn of(trees: Trees) -> TokenStream {
        TokenStream { shared: if trees.trees.is_empty() { None } else { Some(Rc::new(trees)) } }
    }

    /// The tokens of a group with spans of its own.
    pub(crate) fn of_group(mut trees: Trees, spans: [Span; 3]) -> TokenStream {
        trees.lexed_mut().group = Some(spans);
        TokenStream { shared: Some(Rc::new(trees)) }
    }

    pub(crate) fn trees(&self) -> &[TokenTree] {
        match &self.shared {
            Some(shared) => &shared.trees,
            None => &[],
        }
    }

    /// What the text looked like of the token at an index.
    pub(crate) fn adjacency(&self, index: usize) -> u8 {
        self.lexed().and_then(|lexed| lexed.adjacency.get(index)).copied().unwrap_or(0)
    }

    /// The spans of the group whose tokens these were in the text.
    pub(crate) fn group_spans(&self) -> Option<[Span; 3]> {
        self.lexed().and_then(|lexed| lexed.group)
    }

    fn lexed(&self) -> Option<&Lexed> {
        self.shared.as_ref().and_then(|shared| shared.lexed.as_deref())
    }

    /// The tokens, without a copy when nobody shares them.
    pub(crate) fn into_trees(self) -> Vec<TokenTree> {
        match self.shared {
            Some(shared) => match Rc::try_unwrap(shared) {
                Ok(own) => own.trees,
                Err(shared) => shared.trees.clone(),
            },
            None => Vec::new(),
        }
    }

    fn shared_mut(&mut self) -> &mut Trees {
        Rc::make_mut(self.shared.get_or_insert_with(Rc::default))
    }
}

impl Trees {
    fn lexed_mut(&mut self) -> &mut Lexed {
        self.lexed.get_or_insert_with(Box::default)
    }

    /// The adjacency of the tokens before an index; that of the one there is to follow.
    fn adjacency_before(&mut self, index: usize) -> &mut Vec<u8> {
        let adjacency = &mut self.lexed_mut().adjacency;
        adjacency.resize(index, 0);
        adjacency
    }

    /// What the text looked like of the token that comes next.
    pub(crate) fn push_adjacency(&mut self, adjacency: u8) {
        self.adjacency_before(self.trees.len()).push(adjacency);
    }

    /// Appends tokens as rustc keeps them: operators and lifetimes have one span, a negative number
    /// becomes a minus and a number. All tokens are moved to their place first.
    fn extend(&mut self, added: impl Iterator<Item = TokenTree>) {
        let mut at = self.trees.len();
        self.trees.extend(added);
        let mut joint = glue::is_joint(self.trees[..at].last());
        while let Some(tree) = self.trees.get_mut(at) {
            let mut continues = false;
            match tree {
                TokenTree::Punct(punct) => {
                    punct.set_part(0);
                    continues = punct.spacing() == Spacing::Joint;
                }
                TokenTree::Literal(literal) => {
                    if let Some(positive) = literal.without_minus() {
                        self.split_negative(at, positive);
                        at += 1;
                    }
                }
                TokenTree::Group(_) | TokenTree::Ident(_) => {}
            }
            if joint {
                glue::at(&mut self.trees, at);
            }
            joint = continues;
            at += 1;
        }
    }

    /// Puts a minus and the number in the place of the negative number at an index.
    #[cold]
    fn split_negative(&mut self, at: usize, positive: Literal) {
        self.adjacency_before(at).push(FOLLOWED);
        self.trees[at] = Punct::of(b'-', Spacing::Alone, positive.span()).into();
        self.trees.insert(at + 1, positive.into());
    }

    /// Appends a stream, which stays as it was lexed.
    fn append(&mut self, stream: TokenStream) {
        let added = match stream.shared {
            Some(shared) => Rc::try_unwrap(shared).unwrap_or_else(|shared| (*shared).clone()),
            None => return,
        };
        match added.lexed {
            Some(lexed) if !lexed.adjacency.is_empty() => {
                self.adjacency_before(self.trees.len()).extend(lexed.adjacency);
            }
            _ => {}
        }
        let (first, last) = (self.trees.len(), self.trees.len() + added.trees.len());
        self.trees.extend(added.trees);
        let _ = (first..last).all(|index| glue::at(&mut self.trees, index));
    }
}

/// The macro call in an expression could not be expanded.
#[non_exhaustive]
#[derive(Debug)]
pub struct ExpandError {
    not_send: PhantomData<*const ()>,
}

impl fmt::Display for ExpandError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("macro expansion failed")
    }
}

impl Error for ExpandError {}

impl Extend<TokenTree> for TokenStream {
    fn extend<I: IntoIterator<Item = TokenTree>>(&mut self, trees: I) {
        let mut added = trees.into_iter();
        match added.size_hint() {
            (1.., _) => self.shared_mut().extend(added),
            // No tokens leave an empty stream one that owns nothing.
            _ => {
                if let Some(first) = added.next() {
                    self.shared_mut().extend(std::iter::once(first).chain(added));
                }
            }
        }
    }
}

impl Extend<TokenStream> for TokenStream {
    fn extend<I: IntoIterator<Item = TokenStream>>(&mut self, streams: I) {
        for stream in streams {
            if self.is_empty() {
                *self = stream;
            } else if !stream.is_empty() {
                self.shared_mut().append(stream);
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
        let mut trees = Trees { trees: Vec::with_capacity(1), lexed: None };
        trees.extend(std::iter::once(tree));
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
