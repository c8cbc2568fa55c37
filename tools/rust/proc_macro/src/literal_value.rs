//! The values that literals stand for.

use crate::literal_parts::{Kind, Parts};
use crate::Literal;
use std::str::Chars;

/// Why a literal has no value of the kind that was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum ConversionErrorKind {
    /// There is a wrong escape in it.
    FailedToUnescape(EscapeError),
    /// It is another kind of literal.
    InvalidLiteralKind,
}

/// What is wrong with an escape.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EscapeError {
    /// No character where there should be one.
    ZeroChars,
    /// More characters than one.
    MoreThanOneChar,
    /// No character after the backslash.
    LoneSlash,
    /// An unknown character after the backslash.
    InvalidEscape,
    /// Not two hexadecimal digits after `\x`.
    InvalidCharInHexEscape,
    /// `\x80` and beyond in text.
    OutOfRangeHexEscape,
    /// Not a Unicode scalar value in braces after `\u`.
    InvalidCharInUnicodeEscape,
    /// `\u` in bytes.
    UnicodeEscapeInByte,
    /// A character beyond ASCII in bytes.
    NonAsciiCharInByte,
    /// A zero byte within a C string.
    NulInCStr,
}

use ConversionErrorKind::{FailedToUnescape, InvalidLiteralKind};

impl Literal {
    /// The byte of `b'...'`.
    pub fn byte_character_value(&self) -> Result<u8, ConversionErrorKind> {
        let bytes = self.value(|kind| kind == Kind::Byte)?;
        one(&bytes, bytes.first().copied())
    }

    /// The character of `'...'`.
    pub fn character_value(&self) -> Result<char, ConversionErrorKind> {
        let text = text(self.value(|kind| kind == Kind::Char)?);
        one(&text.chars().collect::<Vec<_>>(), text.chars().next())
    }

    /// The text of `"..."` or `r"..."`.
    pub fn str_value(&self) -> Result<String, ConversionErrorKind> {
        self.value(|kind| matches!(kind, Kind::Str | Kind::StrRaw)).map(text)
    }

    /// The bytes of `c"..."` or `cr"..."`, with the zero at the end.
    pub fn cstr_value(&self) -> Result<Vec<u8>, ConversionErrorKind> {
        let mut bytes = self.value(|kind| matches!(kind, Kind::CStr | Kind::CStrRaw))?;
        if bytes.contains(&0) {
            return Err(FailedToUnescape(EscapeError::NulInCStr));
        }
        bytes.push(0);
        Ok(bytes)
    }

    /// The bytes of `b"..."` or `br"..."`.
    pub fn byte_str_value(&self) -> Result<Vec<u8>, ConversionErrorKind> {
        self.value(|kind| matches!(kind, Kind::ByteStr | Kind::ByteStrRaw))
    }

    /// The bytes that a literal of the right kind stands for.
    fn value(&self, fits: impl FnOnce(Kind) -> bool) -> Result<Vec<u8>, ConversionErrorKind> {
        let text = self.text();
        let Parts { kind, symbol, .. } = Parts::of(&text);
        if !fits(kind) {
            return Err(InvalidLiteralKind);
        }
        match kind {
            Kind::StrRaw | Kind::ByteStrRaw | Kind::CStrRaw => Ok(symbol.as_bytes().to_vec()),
            _ => unescape(symbol, kind).map_err(FailedToUnescape),
        }
    }
}

fn one<T, U>(all: &[T], first: Option<U>) -> Result<U, ConversionErrorKind> {
    match first {
        Some(first) if all.len() == 1 => Ok(first),
        Some(_) => Err(FailedToUnescape(EscapeError::MoreThanOneChar)),
        None => Err(FailedToUnescape(EscapeError::ZeroChars)),
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("escapes in text are characters")
}

fn unescape(symbol: &str, kind: Kind) -> Result<Vec<u8>, EscapeError> {
    let mut value = Vec::with_capacity(symbol.len());
    let mut rest = symbol.chars();
    while let Some(character) = rest.next() {
        let is_bytes = matches!(kind, Kind::Byte | Kind::ByteStr);
        if character != '\\' {
            if is_bytes && !character.is_ascii() {
                return Err(EscapeError::NonAsciiCharInByte);
            }
            push(character, &mut value);
            continue;
        }
        match rest.next().ok_or(EscapeError::LoneSlash)? {
            'n' => value.push(b'\n'),
            'r' => value.push(b'\r'),
            't' => value.push(b'\t'),
            '0' => value.push(0),
            quoted @ ('\\' | '\'' | '"') => push(quoted, &mut value),
            'x' => {
                let byte = hexadecimal(&mut rest)?;
                if byte > 0x7f && !is_bytes && kind != Kind::CStr {
                    return Err(EscapeError::OutOfRangeHexEscape);
                }
                value.push(byte);
            }
            'u' if is_bytes => return Err(EscapeError::UnicodeEscapeInByte),
            'u' => push(scalar(&mut rest)?, &mut value),
            '\n' => {
                let blank = |character| matches!(character, ' ' | '\t' | '\n' | '\r');
                rest = rest.as_str().trim_start_matches(blank).chars();
            }
            _ => return Err(EscapeError::InvalidEscape),
        }
    }
    Ok(value)
}

fn push(character: char, value: &mut Vec<u8>) {
    value.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The two digits after `\x`.
fn hexadecimal(rest: &mut Chars<'_>) -> Result<u8, EscapeError> {
    let mut digit = || rest.next()?.to_digit(16);
    match (digit(), digit()) {
        (Some(high), Some(low)) => Ok((high * 16 + low) as u8),
        _ => Err(EscapeError::InvalidCharInHexEscape),
    }
}

/// The braces after `\u`.
fn scalar(rest: &mut Chars<'_>) -> Result<char, EscapeError> {
    let inner = rest.as_str().strip_prefix('{').and_then(|inner| inner.split_once('}'));
    let (digits, after) = inner.ok_or(EscapeError::InvalidCharInUnicodeEscape)?;
    *rest = after.chars();
    let number = u32::from_str_radix(&digits.replace('_', ""), 16);
    let scalar = number.ok().and_then(char::from_u32);
    scalar.ok_or(EscapeError::InvalidCharInUnicodeEscape)
}
