//! Literals: text that the macro made, or a handle to text that the host keeps.

use crate::literal_parts::Parts;
use crate::symbol::Symbol;
use crate::{escape, host, stream::LexError, wire, Span, TokenTree};
use std::cell::Cell;
use std::ffi::CStr;
use std::fmt;
use std::panic::RefUnwindSafe;
use std::rc::Rc;
use std::str::FromStr;

/// A literal: a string, character, byte, number, or one of their relatives.
#[derive(Clone)]
pub struct Literal {
    source: Source,
    span: Span,
}

#[derive(Clone)]
pub(crate) enum Source {
    /// The literal's text.
    Text(Symbol),
    /// What the host keeps.
    Host(Rc<Kept>),
}

/// A literal that the host keeps.
pub(crate) struct Kept {
    pub(crate) handle: u32,
    /// The text, once it was asked for.
    text: Cell<Option<Symbol>>,
}

/// As rustc's literals are: a panic leaves a text fetched or not.
impl RefUnwindSafe for Kept {}

macro_rules! integers {
    ($($suffixed:ident $unsuffixed:ident $type:ident)*) => {
        $(
            #[doc = concat!("A number with the suffix `", stringify!($type), "`.")]
            pub fn $suffixed(n: $type) -> Literal {
                Literal::of_text(format!(concat!("{}", stringify!($type)), n))
            }

            #[doc = concat!("A number from a `", stringify!($type), "`, without a suffix.")]
            pub fn $unsuffixed(n: $type) -> Literal {
                Literal::of_text(n.to_string())
            }
        )*
    };
}

macro_rules! floats {
    ($($suffixed:ident $unsuffixed:ident $type:ident)*) => {
        $(
            #[doc = concat!("A finite number with the suffix `", stringify!($type), "`.")]
            ///
            /// # Panics
            /// On infinity and on what is not a number.
            pub fn $suffixed(n: $type) -> Literal {
                Literal::of_text(format!(concat!("{}", stringify!($type)), finite(n)))
            }

            #[doc = concat!("A finite number from a `", stringify!($type), "`, without a suffix.")]
            ///
            /// # Panics
            /// On infinity and on what is not a number.
            pub fn $unsuffixed(n: $type) -> Literal {
                let mut text = finite(n).to_string();
                if !text.contains('.') {
                    text.push_str(".0");
                }
                Literal::of_text(text)
            }
        )*
    };
}

impl Literal {
    integers! {
        u8_suffixed u8_unsuffixed u8
        u16_suffixed u16_unsuffixed u16
        u32_suffixed u32_unsuffixed u32
        u64_suffixed u64_unsuffixed u64
        u128_suffixed u128_unsuffixed u128
        usize_suffixed usize_unsuffixed usize
        i8_suffixed i8_unsuffixed i8
        i16_suffixed i16_unsuffixed i16
        i32_suffixed i32_unsuffixed i32
        i64_suffixed i64_unsuffixed i64
        i128_suffixed i128_unsuffixed i128
        isize_suffixed isize_unsuffixed isize
    }

    floats! {
        f32_suffixed f32_unsuffixed f32
        f64_suffixed f64_unsuffixed f64
    }

    /// `"..."`
    pub fn string(string: &str) -> Literal {
        Literal::quoted("\"", '"', |text| escape::text(string, '"', text))
    }

    /// `'...'`
    pub fn character(ch: char) -> Literal {
        Literal::quoted("'", '\'', |text| escape::text(ch.encode_utf8(&mut [0; 4]), '\'', text))
    }

    /// `b'...'`
    pub fn byte_character(byte: u8) -> Literal {
        Literal::quoted("b'", '\'', |text| escape::bytes(&[byte], b'\'', text))
    }

    /// `b"..."`
    pub fn byte_string(bytes: &[u8]) -> Literal {
        Literal::quoted("b\"", '"', |text| escape::bytes(bytes, b'"', text))
    }

    /// `c"..."`
    pub fn c_string(string: &CStr) -> Literal {
        Literal::quoted("c\"", '"', |text| escape::mixed(string.to_bytes(), '"', text))
    }

    fn quoted(open: &str, close: char, fill: impl FnOnce(&mut String)) -> Literal {
        let mut text = String::from(open);
        fill(&mut text);
        text.push(close);
        Literal::of_text(text)
    }

    fn of_text(text: String) -> Literal {
        Literal::of(Source::Text(Symbol::of(&text)), Span::call_site())
    }

    pub(crate) fn of(source: Source, span: Span) -> Literal {
        Literal { source, span }
    }

    /// A literal that the host keeps by a handle.
    pub(crate) fn kept(handle: u32, span: Span) -> Literal {
        Literal::of(Source::Host(Rc::new(Kept { handle, text: Cell::new(None) })), span)
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// The number without its sign, when a macro made a negative one.
    pub(crate) fn without_minus(&self) -> Option<Literal> {
        match &self.source {
            Source::Text(text) => text
                .strip_prefix('-')
                .map(|positive| Literal::of(Source::Text(Symbol::of(positive)), self.span)),
            Source::Host(..) => None,
        }
    }

    /// The literal as it is written.
    pub(crate) fn text(&self) -> Symbol {
        match &self.source {
            Source::Text(text) => *text,
            Source::Host(kept) => kept.text.get().unwrap_or_else(|| {
                let text = Symbol::of(&host::literal_text(kept.handle));
                kept.text.set(Some(text));
                text
            }),
        }
    }

    /// The literal's span.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Sets the literal's span.
    pub fn set_span(&mut self, span: Span) {
        self.span = span;
    }

    /// The span of a range of bytes of the literal's text, if the range is not empty and in it.
    pub fn subspan<R: std::ops::RangeBounds<usize>>(&self, range: R) -> Option<Span> {
        self.span.part(range)
    }
}

fn finite<F: Copy + fmt::Display + Into<f64>>(number: F) -> F {
    if !number.into().is_finite() {
        panic!("Invalid float literal {}", number);
    }
    number
}

impl FromStr for Literal {
    type Err = LexError;

    /// One literal, a number's minus included, with nothing around it.
    fn from_str(text: &str) -> Result<Literal, LexError> {
        let handle = host::parse(text).ok_or_else(LexError::new)?;
        let literal = match &*wire::decode(&host::serialize(handle)).trees {
            [TokenTree::Literal(literal)] => literal.text(),
            [TokenTree::Punct(minus), TokenTree::Literal(literal)] if *minus == '-' => {
                let number = literal.text();
                if !number.starts_with(|first: char| first.is_ascii_digit()) {
                    return Err(LexError::new());
                }
                Symbol::of(&format!("-{}", &*number))
            }
            _ => return Err(LexError::new()),
        };
        if *literal != *text {
            return Err(LexError::new()); // a comment or a space stands beside the literal
        }
        Ok(Literal::of(Source::Text(literal), Span::call_site()))
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&*self.text(), formatter)
    }
}

impl fmt::Debug for Literal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        let parts = Parts::of(&text);
        formatter
            .debug_struct("Literal")
            .field("kind", &format_args!("{}", parts.kind_text()))
            .field("symbol", &parts.symbol)
            .field("suffix", &format_args!("{:?}", parts.suffix))
            .field("span", &self.span)
            .finish()
    }
}
