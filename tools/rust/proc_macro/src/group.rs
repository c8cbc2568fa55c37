//! Delimited token streams.

use crate::context::DEF_SITE;
use crate::stream::Trees;
use crate::{Span, TokenStream, TokenTree};
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::Deref;

/// A token stream between delimiters.
#[repr(C)] // as a host reads it (`wire`)
pub struct Group {
    /// The stream's address, which the group owns, plus the delimiter: tokens are moved often, so they
    /// have few words, and streams lie at multiples of four.
    contents: usize,
    /// That of the delimiters too, or `LEXED`.
    span: Span,
}

/// The part of `Group::contents` that is the delimiter.
const DELIMITER: usize = 3;

/// The number of no span: the stream has those of the group and of its delimiters, which differ.
const LEXED: u32 = DEF_SITE - 1;

/// What stands around a `Group`.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `( ... )`
    Parenthesis,
    /// `{ ... }`
    Brace,
    /// `[ ... ]`
    Bracket,
    /// Nothing visible: what a macro variable stood for.
    None,
}

impl Group {
    /// A group at the call site.
    pub fn new(delimiter: Delimiter, stream: TokenStream) -> Group {
        Group::spanned(delimiter, stream, Span::call_site())
    }

    fn spanned(delimiter: Delimiter, stream: TokenStream, span: Span) -> Group {
        Group { contents: stream.into_address() | delimiter as usize, span }
    }

    /// A group with the spans of its whole, its opening and its closing delimiter.
    pub(crate) fn of(delimiter: Delimiter, trees: Trees, spans: [Span; 3]) -> Group {
        let span = spans[0];
        if spans.iter().all(|other| other.handle() == span.handle()) {
            Group::spanned(delimiter, TokenStream::of(trees), span)
        } else {
            let stream = TokenStream::of_group(trees, spans);
            Group::spanned(delimiter, stream, Span::from_handle(LEXED))
        }
    }

    /// The tokens between the delimiters, which the group keeps.
    pub(crate) fn stream_ref(&self) -> impl Deref<Target = TokenStream> + '_ {
        // SAFETY: the address is that of a stream, which the group owns and nobody else drops.
        ManuallyDrop::new(unsafe { TokenStream::from_address(self.contents & !DELIMITER) })
    }

    /// Whether its delimiters have no other spans than itself.
    fn has_one_span(&self) -> bool {
        self.span.handle() != LEXED
    }

    fn spans(&self) -> [Span; 3] {
        if self.has_one_span() {
            [self.span; 3]
        } else {
            self.stream_ref().group_spans().expect("a group that was lexed keeps its spans")
        }
    }

    /// The group's delimiter.
    pub fn delimiter(&self) -> Delimiter {
        match self.contents & DELIMITER {
            0 => Delimiter::Parenthesis,
            1 => Delimiter::Brace,
            2 => Delimiter::Bracket,
            _ => Delimiter::None,
        }
    }

    /// The tokens between the delimiters.
    pub fn stream(&self) -> TokenStream {
        TokenStream::clone(&self.stream_ref())
    }

    /// The span of the group with its delimiters.
    pub fn span(&self) -> Span {
        self.spans()[0]
    }

    /// The span of the opening delimiter.
    pub fn span_open(&self) -> Span {
        self.spans()[1]
    }

    /// The span of the closing delimiter.
    pub fn span_close(&self) -> Span {
        self.spans()[2]
    }

    /// Sets the span of the group and its delimiters, not of its tokens.
    pub fn set_span(&mut self, span: Span) {
        self.span = span;
    }
}

impl Clone for Group {
    fn clone(&self) -> Group {
        Group::spanned(self.delimiter(), self.stream(), self.span)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // SAFETY: the group owned the stream at that address.
        drop(unsafe { TokenStream::from_address(self.contents & !DELIMITER) });
    }
}

impl fmt::Display for Group {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&TokenStream::from(TokenTree::from(self.clone())), formatter)
    }
}

impl fmt::Debug for Group {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Group")
            .field("delimiter", &self.delimiter())
            .field("stream", &*self.stream_ref())
            .field("span", &self.span())
            .finish()
    }
}
