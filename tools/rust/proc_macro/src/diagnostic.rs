//! Messages for the user besides panics. The host gets them together with the macro's output.

use crate::{context, Span};

/// How grave a message is.
#[derive(Copy, Clone, Debug)]
#[non_exhaustive]
pub enum Level {
    /// The compilation fails.
    Error,
    /// Something is doubtful.
    Warning,
    /// More about another message.
    Note,
    /// What the user could do.
    Help,
}

/// What names the places of a message.
pub trait MultiSpan {
    /// The places.
    fn into_spans(self) -> Vec<Span>;
}

impl MultiSpan for Span {
    fn into_spans(self) -> Vec<Span> {
        vec![self]
    }
}

impl MultiSpan for Vec<Span> {
    fn into_spans(self) -> Vec<Span> {
        self
    }
}

impl<'a> MultiSpan for &'a [Span] {
    fn into_spans(self) -> Vec<Span> {
        self.to_vec()
    }
}

/// A message with its places and what belongs to it.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    level: Level,
    message: String,
    spans: Vec<Span>,
    children: Vec<Diagnostic>,
}

/// The messages that belong to another one.
#[derive(Clone, Debug)]
pub struct Children<'a>(std::slice::Iter<'a, Diagnostic>);

impl<'a> Children<'a> {
    pub(crate) fn as_slice(&self) -> &'a [Diagnostic] {
        self.0.as_slice()
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = &'a Diagnostic;

    fn next(&mut self) -> Option<&'a Diagnostic> {
        self.0.next()
    }
}

macro_rules! children {
    ($($spanned:ident $plain:ident $level:ident)*) => {
        $(
            #[doc = concat!("Adds a message of the level `", stringify!($level), "` with places.")]
            pub fn $spanned<S: MultiSpan, T: Into<String>>(
                mut self,
                spans: S,
                message: T,
            ) -> Diagnostic {
                self.children.push(Diagnostic::spanned(spans, Level::$level, message));
                self
            }

            #[doc = concat!("Adds a message of the level `", stringify!($level), "`.")]
            pub fn $plain<T: Into<String>>(mut self, message: T) -> Diagnostic {
                self.children.push(Diagnostic::new(Level::$level, message));
                self
            }
        )*
    };
}

impl Diagnostic {
    /// A message without a place.
    pub fn new<T: Into<String>>(level: Level, message: T) -> Diagnostic {
        Diagnostic { level, message: message.into(), spans: Vec::new(), children: Vec::new() }
    }

    /// A message with places.
    pub fn spanned<S, T>(spans: S, level: Level, message: T) -> Diagnostic
    where
        S: MultiSpan,
        T: Into<String>,
    {
        Diagnostic { spans: spans.into_spans(), ..Diagnostic::new(level, message) }
    }

    children! {
        span_error error Error
        span_warning warning Warning
        span_note note Note
        span_help help Help
    }

    /// How grave it is.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Sets how grave it is.
    pub fn set_level(&mut self, level: Level) {
        self.level = level;
    }

    /// The text.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Sets the text.
    pub fn set_message<T: Into<String>>(&mut self, message: T) {
        self.message = message.into();
    }

    /// The places.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Sets the places.
    pub fn set_spans<S: MultiSpan>(&mut self, spans: S) {
        self.spans = spans.into_spans();
    }

    /// The messages that belong to this one.
    pub fn children(&self) -> Children<'_> {
        Children(self.children.iter())
    }

    /// Reports the message. It reaches the host with the macro's output, or before its panic.
    pub fn emit(self) {
        context::report(self);
    }
}
