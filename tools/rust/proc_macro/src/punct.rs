//! One punctuation character.

use crate::Span;
use std::fmt;

/// One punctuation character; an operator of several is a run of joint ones.
#[derive(Clone)]
pub struct Punct {
    character: u8,
    spacing: Spacing,
    part: u8,
    span: Span,
}

/// Whether a `Punct` is part of the operator that the next one continues.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// The next token is a `Punct` that directly follows.
    Joint,
    /// Anything else.
    Alone,
}

impl Punct {
    /// For each ASCII character, whether it is punctuation.
    const LEGAL: [bool; 128] = {
        let characters = b"=<>!~+-*/%^&|@.,;:#$?'";
        let mut legal = [false; 128];
        let mut at = 0;
        while at < characters.len() {
            legal[characters[at] as usize] = true;
            at += 1;
        }
        legal
    };

    /// A punctuation character at the call site.
    ///
    /// # Panics
    /// On a character that is no Rust punctuation.
    pub fn new(ch: char, spacing: Spacing) -> Punct {
        static LEGAL: [bool; 128] = Punct::LEGAL;
        if !LEGAL.get(ch as usize).copied().unwrap_or(false) {
            panic!("unsupported character `{:?}`", ch);
        }
        Punct::of(ch as u8, spacing, Span::call_site())
    }

    /// A punctuation character that is known to be one.
    pub(crate) fn of(character: u8, spacing: Spacing, span: Span) -> Punct {
        Punct { character, spacing, part: 0, span }
    }

    /// How many characters of the same operator stand before it in its stream.
    pub(crate) fn part(&self) -> u8 {
        self.part
    }

    pub(crate) fn set_part(&mut self, part: u8) {
        self.part = part;
    }

    /// The character.
    pub fn as_char(&self) -> char {
        self.character.into()
    }

    /// Whether the next character belongs to the same operator.
    pub fn spacing(&self) -> Spacing {
        self.spacing
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
            .field("spacing", &self.spacing)
            .field("span", &self.span)
            .finish()
    }
}
