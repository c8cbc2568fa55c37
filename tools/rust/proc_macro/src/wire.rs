//! The Watt 0.5 byte format of a token stream: every number a little-endian `u32`, a string its
//! length and its UTF-8.
//!
//! ```text
//! stream  := tree* 0
//! tree    := 1 group | 2 ident | 3 punct | 4 literal
//! group   := delimiter:u8, span, span_open, span_close, stream     from the host
//!            delimiter:u8, span, stream                            to the host
//! ident   := span, string
//! punct   := char, spacing:u8, span
//! literal := span, 0 string | span, 1 handle
//! ```

use crate::literal::Source;
use crate::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

const END: u8 = 0;
const GROUP: u8 = 1;
const IDENT: u8 = 2;
const PUNCT: u8 = 3;
const LITERAL: u8 = 4;

const LITERAL_TEXT: u8 = 0;
const LITERAL_HANDLE: u8 = 1;

/// The byte of each delimiter is its place here.
const DELIMITERS: [Delimiter; 4] =
    [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];

/// The byte of each spacing is its place here.
const SPACINGS: [Spacing; 2] = [Spacing::Alone, Spacing::Joint];

/// Reads a stream that the host wrote.
///
/// # Panics
/// When the bytes are not a stream.
pub(crate) fn decode(bytes: &[u8]) -> Vec<TokenTree> {
    Decoder { rest: bytes }.trees()
}

struct Decoder<'a> {
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    fn trees(&mut self) -> Vec<TokenTree> {
        let mut trees = Vec::new();
        loop {
            trees.push(match self.byte() {
                END => return trees,
                GROUP => self.group(),
                IDENT => self.ident(),
                PUNCT => self.punct(),
                LITERAL => self.literal(),
                other => panic!("the host sent an unknown token tag {}", other),
            });
        }
    }

    fn group(&mut self) -> TokenTree {
        let delimiter = DELIMITERS[usize::from(self.byte())];
        let spans = [self.span(), self.span(), self.span()];
        Group::of(delimiter, TokenStream::of(self.trees()), spans).into()
    }

    fn ident(&mut self) -> TokenTree {
        let span = self.span();
        Ident::of(self.string().into(), span).into()
    }

    fn punct(&mut self) -> TokenTree {
        let character = char::from_u32(self.number()).expect("the host's punct is a character");
        let spacing = SPACINGS[usize::from(self.byte())];
        Punct::of(character, spacing, self.span()).into()
    }

    fn literal(&mut self) -> TokenTree {
        let span = self.span();
        let source = match self.byte() {
            LITERAL_TEXT => Source::Text(self.string().into()),
            LITERAL_HANDLE => Source::Host(self.number(), Default::default()),
            other => panic!("the host sent an unknown literal tag {}", other),
        };
        Literal::of(source, span).into()
    }

    fn span(&mut self) -> Span {
        Span::from_handle(self.number())
    }

    fn string(&mut self) -> &'a str {
        let length = self.number() as usize;
        std::str::from_utf8(self.take(length)).expect("the host's strings are UTF-8")
    }

    fn number(&mut self) -> u32 {
        let bytes = self.take(4);
        u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }

    fn byte(&mut self) -> u8 {
        self.take(1)[0]
    }

    fn take(&mut self, length: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

/// Writes a stream for the host.
pub(crate) fn encode(trees: &[TokenTree]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(16 * trees.len() + 1);
    encode_trees(trees, &mut bytes);
    bytes
}

fn encode_trees(trees: &[TokenTree], bytes: &mut Vec<u8>) {
    for tree in trees {
        match tree {
            TokenTree::Group(group) => encode_group(group, bytes),
            TokenTree::Ident(ident) => {
                bytes.push(IDENT);
                encode_number(ident.span().handle(), bytes);
                encode_string(ident.text(), bytes);
            }
            TokenTree::Punct(punct) => {
                bytes.push(PUNCT);
                encode_number(punct.as_char() as u32, bytes);
                bytes.push((punct.spacing() == Spacing::Joint) as u8);
                encode_number(punct.span().handle(), bytes);
            }
            TokenTree::Literal(literal) => encode_literal(literal, bytes),
        }
    }
    bytes.push(END);
}

fn encode_group(group: &Group, bytes: &mut Vec<u8>) {
    let delimiter = DELIMITERS.iter().position(|delimiter| *delimiter == group.delimiter());
    bytes.push(GROUP);
    bytes.push(delimiter.expect("every delimiter is listed") as u8);
    encode_number(group.span().handle(), bytes);
    encode_trees(group.stream_ref().trees(), bytes);
}

fn encode_literal(literal: &Literal, bytes: &mut Vec<u8>) {
    bytes.push(LITERAL);
    encode_number(literal.span().handle(), bytes);
    match literal.source() {
        Source::Text(text) => {
            bytes.push(LITERAL_TEXT);
            encode_string(text, bytes);
        }
        Source::Host(handle, _) => {
            bytes.push(LITERAL_HANDLE);
            encode_number(*handle, bytes);
        }
    }
}

fn encode_string(text: &str, bytes: &mut Vec<u8>) {
    encode_number(text.len() as u32, bytes);
    bytes.extend_from_slice(text.as_bytes());
}

fn encode_number(number: u32, bytes: &mut Vec<u8>) {
    bytes.extend_from_slice(&number.to_le_bytes());
}
