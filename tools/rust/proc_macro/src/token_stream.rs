//! Iteration over a token stream.

pub use crate::stream::TokenStream;
use crate::TokenTree;
use std::fmt;

/// The tokens of a stream, each group as one.
#[derive(Clone)]
pub struct IntoIter {
    trees: std::vec::IntoIter<TokenTree>,
}

impl IntoIter {
    pub(crate) fn of(stream: TokenStream) -> IntoIter {
        IntoIter { trees: stream.into_trees().into_iter() }
    }
}

impl Iterator for IntoIter {
    type Item = TokenTree;

    fn next(&mut self) -> Option<TokenTree> {
        self.trees.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.trees.size_hint()
    }

    fn count(self) -> usize {
        self.trees.count()
    }
}

impl fmt::Debug for IntoIter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("TokenStream ")?;
        formatter.debug_list().entries(self.trees.as_slice()).finish()
    }
}
