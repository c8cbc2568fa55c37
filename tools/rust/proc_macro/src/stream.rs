//! Token streams: shared vectors of tokens, copied when a shared one changes.

use crate::wire::FOLLOWED;
use crate::{
    display, glue, host, token_stream, wire, Group, Ident, Literal, Punct, Spacing, Span, TokenTree,
};
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;
use std::mem;
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
#[repr(C)]
pub(crate) struct Trees {
    pub(crate) trees: Vec<TokenTree>,
    /// Missing where nothing is known, as of most that a macro makes.
    lexed: Option<Box<Lexed>>,
    /// Whether a group may be among the trees. Nothing else needs to be dropped.
    nests: bool,
}

/// What is known of tokens that come from a text. Trees that leave their stream lose it.
#[derive(Clone)]
#[repr(C)]
struct Lexed {
    /// The spans of the group whose tokens these are, of the whole, its opening and its closing, where
    /// they differ. A `Group` has no room for three: tokens are moved often.
    group: [Span; 3],
    /// For each tree, what the text looked like (`wire` names the bits); missing at the end means
    /// that nothing is known.
    adjacency: Vec<u8>,
}

impl Default for Lexed {
    fn default() -> Lexed {
        Lexed { group: [Span::call_site(); 3], adjacency: Vec::new() }
    }
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
        Lexed::of(&mut trees.lexed).group = spans;
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
        self.lexed().map(|lexed| lexed.group)
    }

    /// Where the tokens are, for a host (`wire`) or a group; 0 when there are none.
    pub(crate) fn address(&self) -> usize {
        self.shared.as_ref().map_or(0, |shared| Rc::as_ptr(shared) as usize)
    }

    /// The address, which owns the stream now.
    pub(crate) fn into_address(self) -> usize {
        self.shared.map_or(0, |shared| Rc::into_raw(shared) as usize)
    }

    /// The stream at an address.
    ///
    /// # Safety
    /// The address must own it.
    pub(crate) unsafe fn from_address(address: usize) -> TokenStream {
        let trees = address as *const Trees;
        // SAFETY: `into_address` took it from the stream that the caller owns.
        TokenStream { shared: (address != 0).then(|| unsafe { Rc::from_raw(trees) }) }
    }

    fn lexed(&self) -> Option<&Lexed> {
        self.shared.as_ref().and_then(|shared| shared.lexed.as_deref())
    }

    /// The tokens, without a copy when nobody shares them.
    pub(crate) fn into_trees(self) -> Vec<TokenTree> {
        match self.shared {
            Some(shared) => match Rc::try_unwrap(shared) {
                Ok(mut own) => mem::take(&mut own.trees),
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
    /// Where a host finds, in bytes from the address of a stream, the address of its tokens, their
    /// number, and the address of the group's spans.
    pub(crate) fn layout() -> [usize; 3] {
        // How a vector lies in memory is the library's own affair, so one is looked at.
        let mut probe = Vec::<TokenTree>::with_capacity(2);
        probe.push(Punct::of(b'.', Spacing::Alone, Span::call_site()).into());
        const WORD: usize = mem::size_of::<usize>();
        const VECTOR: usize = mem::size_of::<Vec<TokenTree>>();
        const _: () = assert!(VECTOR == 3 * WORD);
        // SAFETY: a vector is these three words, its address, its length, and its capacity.
        let words: [usize; 3] = unsafe { mem::transmute_copy(&probe) };
        let place_of = |value: usize| {
            let place = words.iter().position(|word| *word == value);
            WORD * place.expect("a vector has its address and length in it")
        };
        [place_of(probe.as_ptr() as usize), place_of(probe.len()), VECTOR]
    }

    /// Appends a token as it is.
    pub(crate) fn push(&mut self, tree: TokenTree) {
        self.nests |= matches!(tree, TokenTree::Group(_));
        self.trees.push(tree);
    }

    /// What the text looked like of the token that comes next.
    pub(crate) fn push_adjacency(&mut self, adjacency: u8) {
        Lexed::before(&mut self.lexed, self.trees.len()).push(adjacency);
    }

    /// Appends tokens as rustc keeps them: operators and lifetimes have one span, a negative number
    /// becomes a minus and a number.
    fn extend(&mut self, added: impl Iterator<Item = TokenTree>) {
        let mut joint = glue::is_joint(self.trees.last());
        let mut tail = Tail::of(&mut self.trees, added.size_hint().0);
        for mut tree in added {
            let mut continues = false;
            match &mut tree {
                TokenTree::Punct(punct) => {
                    punct.set_part(0);
                    continues = punct.spacing() == Spacing::Joint;
                }
                TokenTree::Group(_) => self.nests = true,
                TokenTree::Literal(literal) if literal.is_negative() => {
                    let minus = Punct::of(b'-', Spacing::Alone, literal.span());
                    *literal = literal.without_minus();
                    Lexed::before(&mut self.lexed, tail.len()).push(FOLLOWED);
                    tail.push(minus.into());
                }
                TokenTree::Literal(_) | TokenTree::Ident(_) => {}
            }
            tail.push(tree);
            if joint {
                tail.glue();
            }
            joint = continues;
        }
    }

    /// Appends a stream, which stays as it was lexed.
    fn append(&mut self, stream: TokenStream) {
        let mut added = match stream.shared {
            Some(shared) => Rc::try_unwrap(shared).unwrap_or_else(|shared| (*shared).clone()),
            None => return,
        };
        match &added.lexed {
            Some(lexed) if !lexed.adjacency.is_empty() => {
                Lexed::before(&mut self.lexed, self.trees.len()).extend(&lexed.adjacency);
            }
            _ => {}
        }
        let (first, last) = (self.trees.len(), self.trees.len() + added.trees.len());
        self.nests |= added.nests;
        self.trees.append(&mut added.trees);
        let _ = (first..last).all(|index| glue::at(&mut self.trees, index));
    }
}

impl Drop for Trees {
    fn drop(&mut self) {
        if !self.nests {
            // SAFETY: fewer tokens, and what is not dropped owns nothing.
            unsafe { self.trees.set_len(0) };
        }
    }
}

impl Lexed {
    /// What is known, made when it is not there.
    fn of(lexed: &mut Option<Box<Lexed>>) -> &mut Lexed {
        lexed.get_or_insert_with(Box::default)
    }

    /// The adjacency of the tokens before an index; that of the one there is to follow.
    fn before(lexed: &mut Option<Box<Lexed>>, index: usize) -> &mut Vec<u8> {
        let adjacency = &mut Lexed::of(lexed).adjacency;
        adjacency.resize(index, 0);
        adjacency
    }
}

/// Tokens that are being written behind others, and belong to them when this is dropped: their number
/// is not kept in memory meanwhile. Whatever is called gets the vector and not this, which so is kept
/// in locals.
struct Tail<'a> {
    trees: &'a mut Vec<TokenTree>,
    at: *mut TokenTree,
    end: *mut TokenTree,
}

impl<'a> Tail<'a> {
    #[inline(always)]
    fn of(trees: &'a mut Vec<TokenTree>, room: usize) -> Tail<'a> {
        trees.reserve(room);
        let range = trees.as_mut_ptr_range();
        // SAFETY: the capacity ends where the vector's block does.
        let end = unsafe { range.start.add(trees.capacity()) };
        Tail { trees, at: range.end, end }
    }

    #[inline(always)]
    fn len(&self) -> usize {
        // SAFETY: both are in the vector's block.
        unsafe { self.at.offset_from(self.trees.as_ptr()) as usize }
    }

    #[inline(always)]
    fn push(&mut self, tree: TokenTree) {
        if self.at == self.end {
            self.settle();
            reserve_one(self.trees);
            let range = self.trees.as_mut_ptr_range();
            self.at = range.end;
            // SAFETY: as in `of`.
            self.end = unsafe { range.start.add(self.trees.capacity()) };
        }
        // SAFETY: there is room before the end.
        unsafe {
            self.at.write(tree);
            self.at = self.at.add(1);
        }
    }

    /// Adapts the spans of the last token and those before it to what they are together.
    #[inline(always)]
    fn glue(&mut self) {
        self.settle();
        let last = self.trees.len() - 1;
        glue::at(self.trees, last);
    }

    #[inline(always)]
    fn settle(&mut self) {
        // SAFETY: all tokens up to there are written.
        unsafe { self.trees.set_len(self.len()) };
    }
}

impl Drop for Tail<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.settle();
    }
}

#[cold]
#[inline(never)]
fn reserve_one(trees: &mut Vec<TokenTree>) {
    trees.reserve(1);
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
        let mut trees = Trees::default();
        trees.trees.reserve_exact(1);
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
