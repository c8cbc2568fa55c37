//! Delimited token streams.

use crate::{Span, TokenStream, TokenTree};
use std::fmt;
use std::rc::Rc;

/// A token stream between delimiters.
#[derive(Clone)]
pub struct Group {
    stream: TokenStream,
    span: Span,
    /// The spans of the delimiters, where they are others: most groups are a macro's, and tokens are
    /// moved often, so that their size counts.
    delimiters: Option<Rc<[Span; 2]>>,
    delimiter: Delimiter,
}

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
        let span = Span::call_site();
        Group::of(delimiter, stream, [span, span, span])
    }

    /// A group with the spans of its whole, its opening and its closing delimiter.
    pub(crate) fn of(delimiter: Delimiter, stream: TokenStream, spans: [Span; 3]) -> Group {
        let [span, delimiters @ ..] = spans;
        let same = delimiters.iter().all(|other| other.handle() == span.handle());
        let delimiters = if same { None } else { Some(Rc::new(delimiters)) };
        Group { stream, span, delimiters, delimiter }
    }

    pub(crate) fn stream_ref(&self) -> &TokenStream {
        &self.stream
    }

    /// Whether its delimiters have no other spans than itself.
    pub(crate) fn has_one_span(&self) -> bool {
        self.delimiters.is_none()
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
        self.span
    }

    /// The span of the opening delimiter.
    pub fn span_open(&self) -> Span {
        self.delimiters.as_ref().map_or(self.span, |spans| spans[0])
    }

    /// The span of the closing delimiter.
    pub fn span_close(&self) -> Span {
        self.delimiters.as_ref().map_or(self.span, |spans| spans[1])
    }

    /// Sets the span of the group and its delimiters, not of its tokens.
    pub fn set_span(&mut self, span: Span) {
        self.span = span;
        self.delimiters = None;
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
            .field("span", &self.span)
            .finish()
    }
}
