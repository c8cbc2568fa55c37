//! Regions of source code, as numbers: the host's, and those that the macro made of them.

use crate::context::{self, Context, Location, Made, CALL_SITE, DEF_SITE, MADE, MIXED_SITE};
use crate::diagnostic::{Diagnostic, Level};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Bound, Range, RangeBounds};
use std::path::PathBuf;

/// A region of source code together with its hygiene.
///
/// Positions are answered from a table that came with the tokens. Where the host told none, line and
/// column are 1, the byte range is empty and there is no source text.
#[derive(Copy, Clone)]
#[repr(transparent)]
pub struct Span {
    handle: u32,
    not_send: PhantomData<*const ()>,
}

macro_rules! diagnostics {
    ($($name:ident $level:ident)*) => {
        $(
            #[doc = concat!("A message of the level `", stringify!($level), "` at this place.")]
            pub fn $name<T: Into<String>>(self, message: T) -> Diagnostic {
                Diagnostic::spanned(self, Level::$level, message)
            }
        )*
    };
}

impl Span {
    pub(crate) fn from_handle(handle: u32) -> Span {
        Span { handle, not_send: PhantomData }
    }

    pub(crate) fn handle(self) -> u32 {
        self.handle
    }

    /// The macro's call.
    pub fn call_site() -> Span {
        Span::from_handle(CALL_SITE)
    }

    /// The macro's call, with the hygiene of a `macro_rules!` macro.
    pub fn mixed_site() -> Span {
        Span::from_handle(MIXED_SITE)
    }

    /// The macro's definition.
    pub fn def_site() -> Span {
        Span::from_handle(DEF_SITE)
    }

    /// The span of the macro call that this span came from: the host tells none.
    pub fn parent(&self) -> Option<Span> {
        None
    }

    /// The span in the source that this span came from: itself, since the host tells no expansions.
    pub fn source(&self) -> Span {
        *self
    }

    /// The span's place in its source file, in bytes; empty at 0 when unknown.
    pub fn byte_range(&self) -> Range<usize> {
        self.location().map_or(0..0, |location| location.start as usize..location.end as usize)
    }

    /// An empty span at this span's start.
    pub fn start(&self) -> Span {
        self.with_range(|location| Some((location.start, location.start))).unwrap_or(*self)
    }

    /// An empty span at this span's end.
    pub fn end(&self) -> Span {
        self.with_range(|location| Some((location.end, location.end))).unwrap_or(*self)
    }

    /// The line that the span starts in, counted from 1; 1 when unknown.
    pub fn line(&self) -> usize {
        self.located(|context, location| context.line_and_column(location).0).unwrap_or(1)
    }

    /// The column that the span starts in, counted from 1 in characters; 1 when unknown.
    pub fn column(&self) -> usize {
        self.located(|context, location| context.line_and_column(location).1).unwrap_or(1)
    }

    /// The name of the source file, for display; empty when unknown.
    pub fn file(&self) -> String {
        self.located(|context, location| context.sources[location.source as usize].name.clone())
            .unwrap_or_default()
    }

    /// The path of the source file, if it has one.
    pub fn local_file(&self) -> Option<PathBuf> {
        self.located(|context, location| {
            let source = &context.sources[location.source as usize];
            source.local.then(|| PathBuf::from(&source.name))
        })
        .flatten()
    }

    /// A span that covers both, if they are in one file; equal spans join wherever they are. A span
    /// that the macro made and one of its input become the first.
    pub fn join(&self, other: Span) -> Option<Span> {
        if self.handle == other.handle {
            return Some(other);
        }
        let (first, second) = (self.location()?, other.location()?);
        context::with(|context| context.same_file(first, second)).then(|| self.to(other)).flatten()
    }

    /// This span's place with the other's hygiene.
    pub fn resolved_at(&self, other: Span) -> Span {
        context::with(|context| {
            let hygiene = context.parts(other.handle).hygiene;
            let made = Made { hygiene, ..context.parts(self.handle) };
            Span::from_handle(context.number(made))
        })
    }

    /// The other span's place with this one's hygiene.
    pub fn located_at(&self, other: Span) -> Span {
        other.resolved_at(*self)
    }

    /// Whether both spans are the same.
    pub fn eq(&self, other: &Span) -> bool {
        self.handle == other.handle
            || context::with(|context| context.parts(self.handle) == context.parts(other.handle))
    }

    /// The source text behind the span, if the guest has it.
    pub fn source_text(&self) -> Option<String> {
        self.located(|context, location| context.text(location).map(str::to_owned)).flatten()
    }

    /// For `quote!`: a span in the macro's own source, kept for the time when the macro runs.
    #[doc(hidden)]
    pub fn save_span(&self) -> usize {
        0
    }

    /// For `quote!`: the span in the macro's own source, of which only the hygiene is known.
    #[doc(hidden)]
    pub fn recover_proc_macro_span(_id: usize) -> Span {
        Span::def_site()
    }

    diagnostics! {
        error Error
        warning Warning
        note Note
        help Help
    }

    /// The span of a part of a text of which this is the span.
    pub(crate) fn part(self, range: impl RangeBounds<usize>) -> Option<Span> {
        self.with_range(|location| {
            let length = location.length() as usize;
            let start = match range.start_bound() {
                Bound::Included(start) => *start,
                Bound::Excluded(start) => start.checked_add(1)?,
                Bound::Unbounded => 0,
            };
            let end = match range.end_bound() {
                Bound::Included(end) => end.checked_add(1)?,
                Bound::Excluded(end) => *end,
                Bound::Unbounded => length,
            };
            (start < end && end <= length)
                .then(|| (location.start + start as u32, location.start + end as u32))
        })
    }

    /// The span of two tokens that are one to rustc. What the macro made wins over what came from its
    /// input. Nothing when both came from one of these, and nobody told where.
    pub(crate) fn to(self, end: Span) -> Option<Span> {
        if self.handle == end.handle {
            return Some(self);
        }
        context::with(|context| {
            let (first, second) = (context.parts(self.handle), context.parts(end.handle));
            if first.site() != second.site() {
                return Some(if first.site().is_none() { end } else { self });
            }
            let range = match (context.location(self.handle), context.location(end.handle)) {
                (Some(one), Some(other)) if context.same_file(one, other) => {
                    Some((one.start.min(other.start), one.end.max(other.end)))
                }
                // A site that nobody told the place of: the other lies in it.
                (None, Some(_)) if first.site().is_some() => return Some(self),
                (Some(_), None) if first.site().is_some() => return Some(end),
                _ => return None,
            };
            Some(Span::from_handle(context.number(Made { range, ..first })))
        })
    }

    /// How many bytes of text it covers, if that is known.
    pub(crate) fn length(self) -> Option<usize> {
        context::length(self.handle).map(|length| length as usize)
    }

    /// Whether only the host could tell the spans apart.
    pub(crate) fn looks_like(self, other: Span) -> bool {
        self.handle == other.handle
            || context::with(|context| {
                let handles = [self.handle, other.handle];
                let [first, second] = handles.map(|handle| context.parts(handle).site());
                let places = handles.map(|handle| context.location(handle));
                first == second
                    && match places {
                        [Some(first), Some(second)] => {
                            context.same_file(first, second)
                                && (first.start, first.end) == (second.start, second.end)
                        }
                        [first, second] => first == second,
                    }
            })
    }

    fn location(&self) -> Option<Location> {
        self.located(|_, location| location)
    }

    fn located<R>(&self, answer: impl FnOnce(&Context, Location) -> R) -> Option<R> {
        context::with(|context| context.location(self.handle).map(|at| answer(context, at)))
    }

    /// A span in the same file with the same hygiene, if there is a file and an answer.
    fn with_range(&self, range: impl FnOnce(Location) -> Option<(u32, u32)>) -> Option<Span> {
        let range = range(self.location()?)?;
        context::with(|context| {
            let made = Made { range: Some(range), ..context.parts(self.handle) };
            Some(Span::from_handle(context.number(made)))
        })
    }
}

impl fmt::Debug for Span {
    /// The number of the hygiene, then the place: `#0 bytes(3..8)`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hygiene = match context::with(|context| context.parts(self.handle).hygiene) {
            CALL_SITE => 1,
            MIXED_SITE => 2,
            DEF_SITE => 3,
            handle => {
                debug_assert!(handle < MADE);
                0
            }
        };
        let range = self.byte_range();
        write!(formatter, "#{} bytes({}..{})", hygiene, range.start, range.end)
    }
}
