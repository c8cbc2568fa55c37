//! Bytes that are written a token at a time: one look at the capacity serves all parts of a token, and
//! short texts are copied by words, where a call costs more than the copy.

use crate::symbol::{Symbol, WORD};
use std::ptr;

/// A token that is being written behind some bytes; it belongs to them when it is dropped.
pub(crate) struct Token<'a> {
    bytes: &'a mut Vec<u8>,
    at: *mut u8,
}

/// Starts a token.
///
/// # Safety
/// No more than `most` bytes may be written to it.
#[inline]
pub(crate) unsafe fn token(bytes: &mut Vec<u8>, most: usize) -> Token<'_> {
    bytes.reserve(most + WORD);
    // SAFETY: the end of the bytes is inside of their block.
    let at = unsafe { bytes.as_mut_ptr().add(bytes.len()) };
    Token { bytes, at }
}

impl Token<'_> {
    #[inline]
    pub(crate) fn byte(self, byte: u8) -> Self {
        self.write(byte)
    }

    #[inline]
    pub(crate) fn number(self, number: u32) -> Self {
        self.write(number.to_le())
    }

    /// A byte, a number, and the first three bytes of another one, which are a word.
    #[inline]
    fn start(self, byte: u8, number: u32, next: u32) -> Self {
        self.write((u64::from(byte) | u64::from(number) << 8 | u64::from(next) << 40).to_le())
    }

    /// A byte and two numbers.
    #[inline]
    pub(crate) fn byte_and_numbers(self, byte: u8, first: u32, second: u32) -> Self {
        self.start(byte, first, second).write((second >> 24) as u8)
    }

    /// A byte, a number, a byte, a number.
    #[inline]
    pub(crate) fn bytes_and_numbers(self, bytes: [u8; 2], numbers: [u32; 2]) -> Self {
        let [first, second] = numbers;
        let next = u32::from(bytes[1]) | second << 8;
        self.start(bytes[0], first, next).write(((second >> 16) as u16).to_le())
    }

    /// A text; its length is known to whoever reads it.
    #[inline]
    pub(crate) fn text(self, text: Symbol) -> Self {
        let length = text.len();
        let mut token = self;
        let (from, to) = (text.as_ptr(), token.at);
        let mut done = 0;
        while done < length {
            // SAFETY: a word behind the text is the symbol's too, and one behind the token is reserved.
            unsafe { ptr::copy_nonoverlapping(from.add(done), to.add(done), WORD) };
            done += WORD;
        }
        // SAFETY: so many bytes are reserved.
        token.at = unsafe { to.add(length) };
        token
    }

    #[inline]
    fn write<T>(mut self, value: T) -> Self {
        // SAFETY: whoever started the token promised that there is room.
        unsafe {
            self.at.cast::<T>().write_unaligned(value);
            self.at = self.at.add(std::mem::size_of::<T>());
        }
        self
    }
}

impl Drop for Token<'_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: all bytes up to there are written and reserved.
        unsafe {
            let length = self.at.offset_from(self.bytes.as_ptr()) as usize;
            self.bytes.set_len(length);
        }
    }
}
