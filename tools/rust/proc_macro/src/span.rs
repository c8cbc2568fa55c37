//! Source positions: opaque numbers that the host gave out and takes back.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;
use std::path::PathBuf;

/// A region of source code together with its hygiene.
///
/// The protocol carries one number a span and nothing about what stands behind it, so positions are
/// unknown here: line and column are 1, the byte range is empty, there is no source text.
#[derive(Copy, Clone)]
pub struct Span {
    handle: u32,
    not_send: PhantomData<*const ()>,
}

impl Span {
    /// The protocol's number for the call site.
    const CALL_SITE: u32 = u32::MAX;

    pub(crate) fn from_handle(handle: u32) -> Span {
        Span { handle, not_send: PhantomData }
    }

    pub(crate) fn handle(self) -> u32 {
        self.handle
    }

    /// The macro's call.
    pub fn call_site() -> Span {
        Span::from_handle(Span::CALL_SITE)
    }

    /// The call site: the protocol has no other site.
    pub fn mixed_site() -> Span {
        Span::call_site()
    }

    /// The call site: the protocol has no other site.
    pub fn def_site() -> Span {
        Span::call_site()
    }

    /// The span of the macro call that this span came from: unknown.
    pub fn parent(&self) -> Option<Span> {
        None
    }

    /// The span of the source that this span came from: the span itself.
    pub fn source(&self) -> Span {
        *self
    }

    /// The span's place in its source file, in bytes: unknown, so empty.
    pub fn byte_range(&self) -> Range<usize> {
        0..0
    }

    /// An empty span at this span's start: the span itself.
    pub fn start(&self) -> Span {
        *self
    }

    /// An empty span at this span's end: the span itself.
    pub fn end(&self) -> Span {
        *self
    }

    /// The line that the span starts in, counted from 1: unknown, so 1.
    pub fn line(&self) -> usize {
        1
    }

    /// The column that the span starts in, counted from 1: unknown, so 1.
    pub fn column(&self) -> usize {
        1
    }

    /// The name of the source file, for display: unknown, so empty.
    pub fn file(&self) -> String {
        String::new()
    }

    /// The path of the source file: unknown.
    pub fn local_file(&self) -> Option<PathBuf> {
        None
    }

    /// A span that covers both: known only when both are the same.
    pub fn join(&self, other: Span) -> Option<Span> {
        self.eq(&other).then_some(other)
    }

    /// This span's place with the other's hygiene: this span, whose place messages need.
    pub fn resolved_at(&self, _other: Span) -> Span {
        *self
    }

    /// The other span's place with this one's hygiene: the other, whose place messages need.
    pub fn located_at(&self, other: Span) -> Span {
        other
    }

    /// Whether both spans are the same.
    pub fn eq(&self, other: &Span) -> bool {
        self.handle == other.handle
    }

    /// The source text behind the span: unknown.
    pub fn source_text(&self) -> Option<String> {
        None
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.handle {
            Span::CALL_SITE => formatter.write_str("call_site"),
            handle => write!(formatter, "#{}", handle),
        }
    }
}
