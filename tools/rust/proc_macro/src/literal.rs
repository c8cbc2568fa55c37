//! Literals: text that the macro made, or a handle to text that the host keeps.

use crate::literal_parts::Parts;
use crate::symbol::Symbol;
use crate::{context, escape, host, stream::LexError, wire, Span, TokenTree};
use std::ffi::CStr;
use std::fmt;
use std::str::FromStr;

/// A literal: a string, character, byte, number, or one of their relatives.
#[derive(Clone)]
#[repr(C)] // as a host reads it (`wire`)
pub struct Literal {
    source: Source,
    span: Span,
}

/// A literal's text, or the number of one whose text the host keeps: one word, since tokens are moved
/// often. A symbol's address is even.
#[derive(Copy, Clone)]
#[repr(transparent)]
pub(crate) struct Source {
    word: usize,
}

impl Source {
    pub(crate) fn text(text: Symbol) -> Source {
        Source { word: text.address() }
    }

    pub(crate) fn host(handle: u32) -> Source {
        let handle = handle as usize;
        assert!(handle <= usize::MAX >> 1, "the host keeps too many literals");
        Source { word: handle << 1 | 1 }
    }

    /// The text, or else the host's number.
    #[inline]
    pub(crate) fn get(self) -> Result<Symbol, u32> {
        if self.word & 1 == 0 {
            // SAFETY: `text` took the address of a symbol.
            Ok(unsafe { Symbol::at(self.word) })
        } else {
            Err((self.word >> 1) as u32)
        }
    }
}

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
        Literal::quoted("\"", string.len(), '"', |text| escape::text(string, '"', text))
    }

    /// `'...'`
    pub fn character(ch: char) -> Literal {
        Literal::quoted("'", 4, '\'', |text| escape::text(ch.encode_utf8(&mut [0; 4]), '\'', text))
    }

    /// `b'...'`
    pub fn byte_character(byte: u8) -> Literal {
        Literal::quoted("b'", 1, '\'', |text| escape::bytes(&[byte], b'\'', text))
    }

    /// `b"..."`
    pub fn byte_string(bytes: &[u8]) -> Literal {
        Literal::quoted("b\"", bytes.len(), '"', |text| escape::bytes(bytes, b'"', text))
    }

    /// `c"..."`
    pub fn c_string(string: &CStr) -> Literal {
        let bytes = string.to_bytes();
        Literal::quoted("c\"", bytes.len(), '"', |text| escape::mixed(bytes, '"', text))
    }

    /// A literal of what `fill` appends, which is as long as said unless much is escaped.
    fn quoted(
        open: &str,
        length: usize,
        close: char,
        fill: impl FnOnce(&mut String),
    ) -> Literal {
        let mut text = String::with_capacity(open.len() + length + 1);
        text.push_str(open);
        fill(&mut text);
        text.push(close);
        Literal::of_text(text)
    }

    fn of_text(text: String) -> Literal {
        Literal::of(Source::text(Symbol::of(&text)), Span::call_site())
    }

    pub(crate) fn of(source: Source, span: Span) -> Literal {
        Literal { source, span }
    }

    pub(crate) fn source(&self) -> Source {
        self.source
    }

    /// Whether it is a negative number, which a macro made.
    #[inline]
    pub(crate) fn is_negative(&self) -> bool {
        self.source.get().map_or(false, |text| text.starts_with('-'))
    }

    /// A negative number without its sign.
    #[cold]
    pub(crate) fn without_minus(&self) -> Literal {
        Literal::of(Source::text(Symbol::of(&self.text()[1..])), self.span)
    }

    /// The literal as it is written.
    pub(crate) fn text(&self) -> Symbol {
        self.source.get().unwrap_or_else(kept_text)
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

/// The text of a literal that the host keeps.
fn kept_text(handle: u32) -> Symbol {
    context::with(|context| context.kept_text(handle)).unwrap_or_else(|| {
        let text = Symbol::of(&host::literal_text(handle));
        context::with(|context| context.keep_text(handle, text));
        text
    })
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
        Ok(Literal::of(Source::text(literal), Span::call_site()))
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
