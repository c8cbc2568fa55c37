//! One punctuation character.

use crate::Span;
use std::fmt;

/// One punctuation character; an operator of several is a run of joint ones.
#[derive(Clone)]
#[repr(C)] // as a host reads it (`wire`)
pub struct Punct {
    /// The character, the spacing and the part, a byte each: tokens are moved often, by the word.
    word: u32,
    span: Span,
}

/// Where the spacing is in `Punct::word`.
const SPACING_SHIFT: u32 = 8;
/// Where the part is.
const PART_SHIFT: u32 = 16;

/// Whether a `Punct` is part of the operator that the next one continues.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// The next token is a `Punct` that directly follows.
    Joint,
    /// Anything else.
    Alone,
}

impl Punct {
    /// For each ASCII character, a bit that says whether it is punctuation.
    const LEGAL: u128 = {
        let characters = b"=<>!~+-*/%^&|@.,;:#$?'";
        let mut legal = 0;
        let mut at = 0;
        while at < characters.len() {
            legal |= 1 << characters[at];
            at += 1;
        }
        legal
    };

    /// A punctuation character at the call site.
    ///
    /// # Panics
    /// On a character that is no Rust punctuation.
    pub fn new(ch: char, spacing: Spacing) -> Punct {
        let number = ch as u32;
        let legal = (if number < 64 { Punct::LEGAL } else { Punct::LEGAL >> 64 }) as u64;
        if number >= 128 || legal >> (number % 64) & 1 == 0 {
            refuse(ch);
        }
        Punct::of(ch as u8, spacing, Span::call_site())
    }

    /// A punctuation character that is known to be one.
    pub(crate) fn of(character: u8, spacing: Spacing, span: Span) -> Punct {
        Punct { word: u32::from(character) | (spacing as u32) << SPACING_SHIFT, span }
    }

    /// How many characters of the same operator stand before it in its stream.
    pub(crate) fn part(&self) -> u8 {
        (self.word >> PART_SHIFT) as u8
    }

    pub(crate) fn set_part(&mut self, part: u8) {
        if self.part() != part {
            self.word = self.word & ((1 << PART_SHIFT) - 1) | u32::from(part) << PART_SHIFT;
        }
    }

    /// The character.
    pub fn as_char(&self) -> char {
        char::from(self.word as u8)
    }

    /// Whether the next character belongs to the same operator.
    pub fn spacing(&self) -> Spacing {
        if self.word >> SPACING_SHIFT & 1 == Spacing::Joint as u32 {
            Spacing::Joint
        } else {
            Spacing::Alone
        }
    }

    /// The character's span.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Sets the character's span.
    pub fn set_span(&mut self, span: Span) {
        self.span = span;
    }
}

#[cold]
#[inline(never)]
fn refuse(ch: char) -> ! {
    panic!("unsupported character `{:?}`", ch)
}

impl PartialEq<char> for Punct {
    fn eq(&self, other: &char) -> bool {
        self.as_char() == *other
    }
}

impl PartialEq<Punct> for char {
    fn eq(&self, other: &Punct) -> bool {
        *self == other.as_char()
    }
}

impl fmt::Display for Punct {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.as_char(), formatter)
    }
}

impl fmt::Debug for Punct {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Punct")
            .field("ch", &self.as_char())
            .field("spacing", &self.spacing())
            .field("span", &self.span)
            .finish()
    }
}
