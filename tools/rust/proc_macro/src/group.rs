//! Delimited token streams.

use crate::context::DEF_SITE;
use crate::stream::Trees;
use crate::{Span, TokenStream, TokenTree};
use std::fmt;

/// A token stream between delimiters.
#[derive(Clone)]
pub struct Group {
    stream: TokenStream,
    /// That of the delimiters too, or `LEXED`.
    span: Span,
    delimiter: Delimiter,
}

/// The number of no span: the stream has those of the group and of its delimiters, which differ.
const LEXED: u32 = DEF_SITE - 1;

/// What stands around a `Group`.
// A word: a `TokenTree` has its tag there too, and with a tag of one byte it is moved in five pieces,
// not in two.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[repr(u32)]
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
        Group { stream, span: Span::call_site(), delimiter }
    }

    /// A group with the spans of its whole, its opening and its closing delimiter.
    pub(crate) fn of(delimiter: Delimiter, trees: Trees, spans: [Span; 3]) -> Group {
        let span = spans[0];
        if spans.iter().all(|other| other.handle() == span.handle()) {
            Group { stream: TokenStream::of(trees), span, delimiter }
        } else {
            let stream = TokenStream::of_group(trees, spans);
            Group { stream, span: Span::from_handle(LEXED), delimiter }
        }
    }

    pub(crate) fn stream_ref(&self) -> &TokenStream {
        &self.stream
    }

    /// Whether its delimiters have no other spans than itself.
    pub(crate) fn has_one_span(&self) -> bool {
        self.span.handle() != LEXED
    }

    fn spans(&self) -> [Span; 3] {
        if self.has_one_span() {
            [self.span; 3]
        } else {
            self.stream.group_spans().expect("a group that was lexed keeps its spans")
        }
    }

    /// The group's delimiter.
    pub fn delimiter(&self) -> Delimiter {
        self.delimiter
    }

    /// The tokens between the delimiters.
    pub fn stream(&self) -> TokenStream {
        self.stream.clone()
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

impl fmt::Display for Group {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&TokenStream::from(TokenTree::from(self.clone())), formatter)
    }
}

impl fmt::Debug for Group {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Group")
            .field("delimiter", &self.delimiter)
            .field("stream", &self.stream)
            .field("span", &self.span())
            .finish()
    }
}
