//! What the guest knows beyond its tokens in one expansion: where spans point, which spans the macro
//! made, what the host grants, and what is to be told to it.
//!
//! A host that knows of contexts announces one before the first stream (`exports`); tokens then cross
//! in the format that carries it (`wire`). Without one, spans are numbers and nothing else.

use crate::diagnostic::Diagnostic;
use crate::symbol::Symbol;
use std::cell::{Cell, RefCell};

/// The number of the call site's span, for every host.
pub(crate) const CALL_SITE: u32 = u32::MAX;
/// The number of the mixed site's span.
pub(crate) const MIXED_SITE: u32 = u32::MAX - 1;
/// The number of the definition's span.
pub(crate) const DEF_SITE: u32 = u32::MAX - 2;
/// The numbers of spans that the guest made start here; those below are the host's.
pub(crate) const MADE: u32 = 1 << 31;

/// A range of bytes in a source text.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) struct Location {
    /// The place in `Context::sources`.
    pub(crate) source: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Location {
    pub(crate) fn length(self) -> u32 {
        self.end - self.start
    }
}

/// A part of a source text: what the spans of one stream lie in.
pub(crate) struct Source {
    /// Parts of one file have one number.
    pub(crate) file: u32,
    pub(crate) name: String,
    /// Whether `name` is a path.
    pub(crate) local: bool,
    /// The offset, line and column of the part's first byte.
    pub(crate) offset: u32,
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) text: String,
}

/// A span that the macro made of others.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) struct Made {
    /// One of the host's spans or a site.
    pub(crate) place: u32,
    /// Another range than the place's own.
    pub(crate) range: Option<(u32, u32)>,
    /// The host's span or the site whose hygiene it has.
    pub(crate) hygiene: u32,
}

impl Made {
    /// The site whose hygiene it has; nothing for that of the macro's input.
    pub(crate) fn site(&self) -> Option<u32> {
        (self.hygiene >= DEF_SITE).then_some(self.hygiene)
    }
}

#[derive(Default)]
pub(crate) struct Context {
    /// Whether the host announced a context.
    pub(crate) announced: bool,
    /// Whether what is still here after the expansion is of no use.
    pub(crate) is_last: bool,
    pub(crate) call_site: Option<Location>,
    pub(crate) sources: Vec<Source>,
    /// The locations of the host's spans.
    pub(crate) places: Vec<Option<Location>>,
    pub(crate) made: Vec<Made>,
    /// The texts of the host's literals that were asked for, by number.
    pub(crate) texts: Vec<Option<Symbol>>,
    /// The variables that the macro may see; nothing when it may not ask.
    pub(crate) environment: Option<Vec<(String, String)>>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) variables_read: Vec<String>,
    pub(crate) paths_read: Vec<String>,
}

thread_local! {
    static CONTEXT: RefCell<Context> = RefCell::new(Context::default());
    /// What `length` says of the call site, by itself: nearly every operator asks for it.
    static CALL_LENGTH: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Looks at the context or changes it.
pub(crate) fn with<R>(action: impl FnOnce(&mut Context) -> R) -> R {
    CONTEXT.with(|context| action(&mut context.borrow_mut()))
}

/// Starts an expansion.
pub(crate) fn announce(context: Context) {
    CALL_LENGTH.with(|length| length.set(context.call_site.map(Location::length)));
    with(|current| *current = context);
}

/// How many bytes of text a span covers, if the host told it.
#[inline]
pub(crate) fn length(span: u32) -> Option<u32> {
    match span {
        CALL_SITE | MIXED_SITE => CALL_LENGTH.with(|length| length.get()),
        span => with(|context| context.location(span)).map(Location::length),
    }
}

/// Keeps a message for the host.
pub(crate) fn report(diagnostic: Diagnostic) {
    with(|context| context.diagnostics.push(diagnostic));
}

impl Context {
    /// A span's place, range and hygiene.
    pub(crate) fn parts(&self, span: u32) -> Made {
        if (MADE..DEF_SITE).contains(&span) {
            self.made[(span - MADE) as usize]
        } else {
            Made { place: span, range: None, hygiene: span }
        }
    }

    /// The number of a span; a new one only for a span that is nobody's yet.
    pub(crate) fn number(&mut self, mut made: Made) -> u32 {
        if let (Some(range), Some(location)) = (made.range, self.place(made.place)) {
            if range == (location.start, location.end) {
                made.range = None;
            }
        }
        if made.range.is_none() && made.hygiene == made.place {
            return made.place;
        }
        if self.made.last() != Some(&made) {
            self.made.push(made);
        }
        MADE + self.made.len() as u32 - 1
    }

    /// Whether both are places in one file.
    pub(crate) fn same_file(&self, first: Location, second: Location) -> bool {
        let file = |location: Location| self.sources[location.source as usize].file;
        file(first) == file(second)
    }

    /// Where a span points, if the host told it.
    pub(crate) fn location(&self, span: u32) -> Option<Location> {
        let parts = self.parts(span);
        let location = self.place(parts.place)?;
        Some(match parts.range {
            Some((start, end)) => Location { start, end, ..location },
            None => location,
        })
    }

    /// The text of a literal that the host keeps, if it was asked for.
    pub(crate) fn kept_text(&self, handle: u32) -> Option<Symbol> {
        self.texts.get(handle as usize).copied().flatten()
    }

    pub(crate) fn keep_text(&mut self, handle: u32, text: Symbol) {
        let index = handle as usize;
        if self.texts.len() <= index {
            self.texts.resize(index + 1, None);
        }
        self.texts[index] = Some(text);
    }

    /// A stream comes, perhaps that of another expansion, whose literals have the same numbers.
    pub(crate) fn forget_texts(&mut self) {
        self.texts.clear();
    }

    fn place(&self, place: u32) -> Option<Location> {
        match place {
            CALL_SITE | MIXED_SITE => self.call_site,
            DEF_SITE => None,
            handle => self.places.get(handle as usize).copied().flatten(),
        }
    }

    /// The text of a location, if the guest has all of it.
    pub(crate) fn text(&self, location: Location) -> Option<&str> {
        let file = self.sources[location.source as usize].file;
        self.sources.iter().filter(|source| source.file == file).find_map(|source| {
            let start = location.start.checked_sub(source.offset)? as usize;
            let end = location.end.checked_sub(source.offset)? as usize;
            source.text.get(start..end)
        })
    }

    /// The line and the column, from 1, in which a location starts.
    pub(crate) fn line_and_column(&self, location: Location) -> (usize, usize) {
        let source = &self.sources[location.source as usize];
        let before = location.start.saturating_sub(source.offset) as usize;
        let before = source.text.get(..before).unwrap_or("");
        let lines = before.matches('\n').count();
        let column = match before.rfind('\n') {
            Some(end) => before[end + 1..].chars().count() + 1,
            None => source.column as usize + before.chars().count(),
        };
        (source.line as usize + lines, column)
    }
}
