//! The text between the quotes of a literal that a macro makes, escaped as rustc's crate does.

use std::str;

/// Escapes text; of the two quotes, only `quote`.
pub(crate) fn text(text: &str, quote: char, escaped: &mut String) {
    let mut rest = text;
    loop {
        let plain = rest.bytes().position(|byte| !is_plain(byte)).unwrap_or(rest.len());
        let (before, after) = rest.split_at(plain);
        escaped.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some(other) if matches!(other, '\'' | '"') && other != quote => escaped.push(other),
            Some(other) => escaped.extend(other.escape_debug()),
            None => return,
        }
        rest = characters.as_str();
    }
}

/// Whether a byte is a character of which every text has itself: most are.
#[inline]
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && !matches!(byte, b'\'' | b'"' | b'\\')
}

/// Escapes bytes, those outside printable ASCII as `\x`; of the two quotes, only `quote`.
pub(crate) fn bytes(bytes: &[u8], quote: u8, escaped: &mut String) {
    for &byte in bytes {
        match byte {
            0 => escaped.push_str("\\0"),
            b'\'' | b'"' if byte != quote => escaped.push(byte as char),
            _ => escaped.extend(std::ascii::escape_default(byte).map(char::from)),
        }
    }
}

/// Escapes bytes that are mostly text: valid UTF-8 as text, the rest as `\x`.
pub(crate) fn mixed(mut rest: &[u8], quote: char, escaped: &mut String) {
    loop {
        match str::from_utf8(rest) {
            Ok(valid) => return text(valid, quote, escaped),
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                text(&String::from_utf8_lossy(valid), quote, escaped);
                let invalid = error.error_len().unwrap_or(after.len());
                bytes(&after[..invalid], quote as u8, escaped);
                rest = &after[invalid..];
            }
        }
    }
}
