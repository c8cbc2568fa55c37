//! Tokens as bytes, and back. The format is described in `dev.pithos.tools.server.daemon`.

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

const END: u8 = 0;
const GROUP: u8 = 1;
const IDENT: u8 = 2;
const PUNCT: u8 = 3;
const LITERAL: u8 = 4;

const CALL_SITE: u32 = 0xffff_ffff;
const MIXED_SITE: u32 = 0xffff_fffe;
const DEF_SITE: u32 = 0xffff_fffd;

/// Set in the number of a span that the macro made: the place of one, the hygiene of another.
const MADE: u32 = 0x8000_0000;

const DELIMITERS: [Delimiter; 4] =
    [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];

/// The tokens of one request, by the numbers that were sent in place of their spans.
#[derive(Default)]
pub struct Sent {
    spans: Vec<Span>,
    leaves: Vec<Option<(String, TokenTree)>>,
}

impl Sent {
    /// Writes a stream with its length in front.
    pub fn write(&mut self, out: &mut Vec<u8>, stream: TokenStream) {
        let start = out.len();
        write_u32(out, 0);
        self.trees(out, stream);
        let length = (out.len() - start - 4) as u32;
        out[start..start + 4].copy_from_slice(&length.to_le_bytes());
    }

    fn trees(&mut self, out: &mut Vec<u8>, stream: TokenStream) {
        for tree in stream {
            match tree {
                TokenTree::Group(group) => {
                    out.push(GROUP);
                    out.push(DELIMITERS.iter().position(|d| *d == group.delimiter()).unwrap() as u8);
                    self.span(out, group.span(), None);
                    self.trees(out, group.stream());
                }
                TokenTree::Punct(punct) => {
                    out.push(PUNCT);
                    write_u32(out, punct.as_char() as u32);
                    out.push((punct.spacing() == Spacing::Joint) as u8);
                    self.span(out, punct.span(), None);
                }
                TokenTree::Ident(ident) => {
                    out.push(IDENT);
                    self.leaf(out, ident.to_string(), ident.span(), ident.into());
                }
                TokenTree::Literal(literal) => {
                    out.push(LITERAL);
                    self.leaf(out, literal.to_string(), literal.span(), literal.into());
                }
            }
        }
        out.push(END);
    }

    fn leaf(&mut self, out: &mut Vec<u8>, text: String, span: Span, tree: TokenTree) {
        self.span(out, span, Some((text.clone(), tree)));
        write_text(out, &text);
    }

    fn span(&mut self, out: &mut Vec<u8>, span: Span, leaf: Option<(String, TokenTree)>) {
        write_u32(out, self.spans.len() as u32);
        self.spans.push(span);
        self.leaves.push(leaf);
    }

    /// The stream that an answer holds, or what is wrong with it.
    pub fn read(&self, answer: &[u8]) -> Result<TokenStream, String> {
        let mut reader = Reader { rest: answer, made: Vec::new() };
        for _ in 0..reader.u32()? {
            let place = self.known(reader.u32()?, &[])?;
            let hygiene = self.known(reader.u32()?, &[])?;
            reader.made.push(place.resolved_at(hygiene));
        }
        let stream = self.stream(&mut reader)?;
        match reader.rest {
            [] => Ok(stream),
            _ => Err("the macro daemon's answer goes on after its end".into()),
        }
    }

    fn stream(&self, reader: &mut Reader) -> Result<TokenStream, String> {
        let mut open = Vec::new();
        let mut trees = Vec::new();
        loop {
            match reader.u8()? {
                END => match open.pop() {
                    None => return Ok(trees.into_iter().collect()),
                    Some((delimiter, span, outer)) => {
                        let inner = std::mem::replace(&mut trees, outer);
                        let mut group = Group::new(delimiter, inner.into_iter().collect());
                        group.set_span(span);
                        trees.push(group.into());
                    }
                },
                GROUP => {
                    let delimiter = DELIMITERS.get(reader.u8()? as usize);
                    let span = self.known(reader.u32()?, &reader.made)?;
                    let delimiter = *delimiter.ok_or("an unknown delimiter")?;
                    open.push((delimiter, span, std::mem::take(&mut trees)));
                }
                PUNCT => {
                    let character = char::from_u32(reader.u32()?).ok_or("no character")?;
                    let spacing = if reader.u8()? == 0 { Spacing::Alone } else { Spacing::Joint };
                    let mut punct = Punct::new(character, spacing);
                    punct.set_span(self.known(reader.u32()?, &reader.made)?);
                    trees.push(punct.into());
                }
                kind @ (IDENT | LITERAL) => {
                    let number = reader.u32()?;
                    let text = reader.text()?;
                    trees.push(self.returned(kind, number, text, &reader.made)?);
                }
                other => return Err(format!("the macro daemon's answer has a token {}", other)),
            }
        }
    }

    /// A leaf: the one that was sent, if it came back as it was. What rustc gave can then not be lost
    /// in its text: `$crate`, for one, cannot be made from text.
    fn returned(
        &self,
        kind: u8,
        number: u32,
        text: &str,
        made: &[Span],
    ) -> Result<TokenTree, String> {
        if let Some(Some((sent, tree))) = self.leaves.get(number as usize) {
            if sent == text && matches!(tree, TokenTree::Ident(_)) == (kind == IDENT) {
                return Ok(tree.clone());
            }
        }
        let span = self.known(number, made)?;
        if kind == IDENT {
            return Ok(match text.strip_prefix("r#") {
                Some(name) => Ident::new_raw(name, span),
                None => Ident::new(text, span),
            }
            .into());
        }
        let mut literal: Literal =
            text.parse().map_err(|_| format!("the macro made `{}`, which is no literal", text))?;
        literal.set_span(span);
        Ok(literal.into())
    }

    fn known(&self, number: u32, made: &[Span]) -> Result<Span, String> {
        let found = match number {
            CALL_SITE => return Ok(Span::call_site()),
            MIXED_SITE | DEF_SITE => return Ok(Span::mixed_site()),
            _ if number & MADE != 0 => made.get((number & !MADE) as usize),
            _ => self.spans.get(number as usize),
        };
        found.copied().ok_or_else(|| "the macro daemon's answer has a span of no token".into())
    }
}

fn write_u32(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// Writes a text with its length in front.
pub fn write_text(out: &mut Vec<u8>, text: &str) {
    write_u32(out, text.len() as u32);
    out.extend_from_slice(text.as_bytes());
}

struct Reader<'a> {
    rest: &'a [u8],
    made: Vec<Span>,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], String> {
        if count > self.rest.len() {
            return Err("the macro daemon's answer ends too early".into());
        }
        let (taken, rest) = self.rest.split_at(count);
        self.rest = rest;
        Ok(taken)
    }

    fn u8(&mut self) -> Result<u8, String> {
        Ok(self.take(1)?[0])
    }

    fn u32(&mut self) -> Result<u32, String> {
        Ok(u32::from_le_bytes(self.take(4)?.try_into().unwrap()))
    }

    fn text(&mut self) -> Result<&'a str, String> {
        let length = self.u32()? as usize;
        std::str::from_utf8(self.take(length)?).map_err(|e| e.to_string())
    }
}
