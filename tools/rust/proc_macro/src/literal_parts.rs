//! A literal's text taken apart.

/// What a literal is, by how it is written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Byte,
    Char,
    Integer,
    Float,
    Str,
    StrRaw,
    ByteStr,
    ByteStrRaw,
    CStr,
    CStrRaw,
}

/// A literal's kind, what stands between its quotes, and its suffix.
pub(crate) struct Parts<'a> {
    pub(crate) kind: Kind,
    /// How many `#` stand on each side of a raw string.
    hashes: usize,
    pub(crate) symbol: &'a str,
    pub(crate) suffix: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Takes a text apart that is a literal.
    pub(crate) fn of(text: &'a str) -> Parts<'a> {
        let quote = match text.find(|character| matches!(character, '\'' | '"' | '#')) {
            Some(quote)
                if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) =>
            {
                quote
            }
            _ => return Parts::of_number(text),
        };
        let hashes = text[quote..].bytes().take_while(|byte| *byte == b'#').count();
        let start = quote + hashes + 1;
        let close = text.rfind(&text[start - 1..start]).unwrap_or(text.len());
        let kind = match (&text[..quote], &text[start - 1..start]) {
            ("b", "'") => Kind::Byte,
            (_, "'") => Kind::Char,
            ("r", _) => Kind::StrRaw,
            ("b", _) => Kind::ByteStr,
            ("br", _) => Kind::ByteStrRaw,
            ("c", _) => Kind::CStr,
            ("cr", _) => Kind::CStrRaw,
            _ => Kind::Str,
        };
        let suffix = &text[close + 1 + hashes..];
        Parts { kind, hashes, symbol: &text[start..close], suffix: some(suffix) }
    }

    fn of_number(text: &'a str) -> Parts<'a> {
        let digits = text.trim_start_matches('-');
        let sign = text.len() - digits.len();
        let radix = match digits.get(..2) {
            Some("0x") => 16,
            Some("0o") => 8,
            Some("0b") => 2,
            _ => 10,
        };
        let bytes = digits.as_bytes();
        let mut at = if radix == 10 { 0 } else { 2 };
        let mut kind = Kind::Integer;
        while at < bytes.len() {
            match bytes[at] {
                b'_' => {}
                b'.' => kind = Kind::Float,
                b'e' | b'E' if radix == 10 && is_exponent(&bytes[at + 1..]) => {
                    kind = Kind::Float;
                    at += usize::from(matches!(bytes[at + 1], b'+' | b'-'));
                }
                byte if (byte as char).is_digit(if radix == 16 { 16 } else { 10 }) => {}
                _ => break,
            }
            at += 1;
        }
        let (symbol, suffix) = text.split_at(sign + at);
        Parts { kind, hashes: 0, symbol, suffix: some(suffix) }
    }

    /// The kind as rustc's debug output has it.
    pub(crate) fn kind_text(&self) -> String {
        match self.kind {
            Kind::StrRaw | Kind::ByteStrRaw | Kind::CStrRaw => {
                format!("{:?}({})", self.kind, self.hashes)
            }
            kind => format!("{:?}", kind),
        }
    }
}

/// Whether digits follow, after a sign and underscores.
fn is_exponent(rest: &[u8]) -> bool {
    let rest = match rest.first() {
        Some(b'+' | b'-') => &rest[1..],
        _ => rest,
    };
    rest.iter().find(|byte| **byte != b'_').map_or(false, u8::is_ascii_digit)
}

fn some(suffix: &str) -> Option<&str> {
    (!suffix.is_empty()).then_some(suffix)
}
