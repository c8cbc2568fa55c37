//! The byte formats in which tokens and what belongs to them cross. Every number is a little-endian
//! `u32`, a string its length and its UTF-8, a list its length and its elements.
//!
//! Watt 0.5, and the only format for a host that announces no context:
//! ```text
//! stream   := tree* 0
//! tree     := 1 group | 2 ident | 3 punct | 4 literal
//! group    := delimiter:u8, span, span_open, span_close, stream     from the host
//!             delimiter:u8, span, stream                            to the host
//! ident    := span, string
//! punct    := char, spacing:u8, span
//! literal  := span, 0 string | span, 1 handle
//! ```
//! With a context, tables come before the outermost stream, and bytes of trees say more. To the host
//! trees are not written: it reads them in the guest's memory, where they are while it is called.
//! ```text
//! context  := sources, location of the call site,
//!             1:u8 if the guest goes back to a state after this expansion, otherwise 0:u8,
//!             0:u8 | 1:u8 (name, value)*
//! stream   := sources, locations of the spans that are new, stream      from the host
//!             made*, diagnostic*, variable*, path*, place               to the host
//! source   := file, name, local:u8, offset, line, column, text
//! location := source or 0xffffffff, start, end
//! made     := place, start or 0xffffffff, end, hygiene
//! diagnostic := level:u8, message, span*, diagnostic*
//! tree     := +0x10 on a group whose first token follows the delimiter at once,
//!             +0x20 when the next token follows at once,
//!             +0x40 or 0x80 on the `#` of what was a doc comment, `//` or `/*`
//! place    := end of the numbers of symbols, then in bytes from the address of a stream, where there are
//!             the address of its tokens, their number, the address of three spans;
//!             address of the stream, 0 when it is empty
//! ```
//! In memory, all in words, which have four bytes:
//! ```text
//! token    := 0, address of its stream + delimiter, span | 1, address of its symbol, span
//!             2, character:u8, 0:u8 joint | 1:u8 alone, 2 bytes of the guest's, span
//!             3, address of its symbol or 2 * handle + 1, span
//! symbol   := length, a word of the guest's, another, number or 0, text
//! ```
//! A group whose span is 0xfffffffc has three, its stream's. A macro writes the same names again and again:
//! a host may remember the symbols by their numbers. They are those of texts of at most 64 bytes, from 1,
//! below 2^16, and are good for all streams of the guest. A guest that goes back to a state goes back to
//! the numbers that it had given then.
//!
//! A span is the host's number of it; the sites are the three highest numbers, and what the guest made
//! of others counts from 0x80000000.

use crate::bytes::{self, Token};
use crate::context::{self, Context, Location, Made, Source as SourceText, CALL_SITE, MADE};
use crate::diagnostic::{Diagnostic, Level};
use crate::literal::Source;
use crate::stream::Trees;
use crate::symbol::Symbol;
use crate::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

const END: u8 = 0;
const GROUP: u8 = 1;
const IDENT: u8 = 2;
const PUNCT: u8 = 3;
const LITERAL: u8 = 4;

const LITERAL_TEXT: u8 = 0;
const LITERAL_HANDLE: u8 = 1;

/// In the text, the next token followed at once.
pub(crate) const FOLLOWED: u8 = 2;
/// In the text, a group's first token followed its delimiter at once.
pub(crate) const OPENING_FOLLOWED: u8 = 1;
/// This `#` and what belongs to it were a doc comment that began with `//`.
pub(crate) const LINE_COMMENT: u8 = 4;
/// This `#` and what belongs to it were a doc comment that began with `/*`.
pub(crate) const BLOCK_COMMENT: u8 = 8;
/// Where these stand in a tree's byte.
const ADJACENCY_SHIFT: u32 = 4;

/// Stands for a location or a range that is not there.
const NONE: u32 = u32::MAX;

/// The byte of each delimiter is its place here.
const DELIMITERS: [Delimiter; 4] =
    [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];

/// The byte of each spacing is its place here.
const SPACINGS: [Spacing; 2] = [Spacing::Alone, Spacing::Joint];

/// Reads a context that the host wrote.
pub(crate) fn context(bytes: &[u8]) -> Context {
    let mut decoder = Decoder { rest: bytes };
    let mut context = Context { announced: true, ..Context::default() };
    context.sources = decoder.sources();
    context.call_site = decoder.location();
    context.is_last = decoder.byte() != 0;
    if decoder.byte() != 0 {
        let count = decoder.number();
        let pair = |decoder: &mut Decoder<'_>| (decoder.owned(), decoder.owned());
        context.environment = Some((0..count).map(|_| pair(&mut decoder)).collect());
    }
    context
}

/// Reads a stream that the host wrote.
///
/// # Panics
/// When the bytes are not a stream.
pub(crate) fn decode(bytes: &[u8]) -> Trees {
    let mut decoder = Decoder { rest: bytes };
    context::with(|context| {
        context.forget_texts();
        if context.announced {
            let first = context.sources.len() as u32;
            context.sources.extend(decoder.sources());
            let count = decoder.number() as usize;
            context.places.reserve(count);
            for _ in 0..count {
                let place = decoder.location();
                let place = place.map(|at| Location { source: first + at.source, ..at });
                context.places.push(place);
            }
        }
    });
    decoder.trees()
}

struct Decoder<'a> {
    rest: &'a [u8],
}

impl<'a> Decoder<'a> {
    fn trees(&mut self) -> Trees {
        let mut trees = Trees::default();
        loop {
            let tag = self.byte();
            let adjacency = tag >> ADJACENCY_SHIFT;
            if adjacency != 0 {
                trees.push_adjacency(adjacency);
            }
            trees.push(match tag & 0x0f {
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
        Group::of(delimiter, self.trees(), spans).into()
    }

    fn ident(&mut self) -> TokenTree {
        let span = self.span();
        Ident::of(Symbol::of(self.string()), span).into()
    }

    fn punct(&mut self) -> TokenTree {
        let character = u8::try_from(self.number()).expect("the host's punct is a character");
        let spacing = SPACINGS[usize::from(self.byte())];
        Punct::of(character, spacing, self.span()).into()
    }

    fn literal(&mut self) -> TokenTree {
        let span = self.span();
        match self.byte() {
            LITERAL_TEXT => Literal::of(Source::text(Symbol::of(self.string())), span).into(),
            LITERAL_HANDLE => Literal::of(Source::host(self.number()), span).into(),
            other => panic!("the host sent an unknown literal tag {}", other),
        }
    }

    fn sources(&mut self) -> Vec<SourceText> {
        (0..self.number())
            .map(|_| SourceText {
                file: self.number(),
                name: self.owned(),
                local: self.byte() != 0,
                offset: self.number(),
                line: self.number(),
                column: self.number(),
                text: self.owned(),
            })
            .collect()
    }

    fn location(&mut self) -> Option<Location> {
        let (source, start, end) = (self.number(), self.number(), self.number());
        (source != NONE).then_some(Location { source, start, end })
    }

    fn span(&mut self) -> Span {
        Span::from_handle(self.number())
    }

    fn owned(&mut self) -> String {
        self.string().to_owned()
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

/// Writes a stream for the host, and all that is to be told to it. The stream must outlive the bytes: a
/// host with contexts reads its tokens where they are.
pub(crate) fn encode(stream: &TokenStream) -> Vec<u8> {
    context::with(|context| {
        let written = if context.announced { 0 } else { stream.trees().len() };
        let mut encoder = Encoder { bytes: Vec::with_capacity(16 * written + 64), context };
        if encoder.context.announced {
            encoder.reports();
            encoder.place(stream);
        } else {
            encoder.trees(stream.trees());
        }
        encoder.bytes
    })
}

/// An empty stream with all that is to be told to the host; nothing when there is nothing.
pub(crate) fn encode_reports() -> Option<Vec<u8>> {
    let any = context::with(|context| context.announced && !context.diagnostics.is_empty());
    any.then(|| encode(&TokenStream::new()))
}

struct Encoder<'a> {
    bytes: Vec<u8>,
    context: &'a mut Context,
}

impl Encoder<'_> {
    fn reports(&mut self) {
        let made = std::mem::take(&mut self.context.made);
        self.list(&made, |encoder, made: &Made| {
            let (start, end) = made.range.unwrap_or((NONE, NONE));
            [made.place, start, end, made.hygiene].iter().for_each(|part| encoder.number(*part));
        });
        self.context.made = made;
        let diagnostics = std::mem::take(&mut self.context.diagnostics);
        self.list(&diagnostics, Encoder::diagnostic);
        let variables = std::mem::take(&mut self.context.variables_read);
        self.list(&variables, |encoder, name| encoder.string(name));
        let paths = std::mem::take(&mut self.context.paths_read);
        self.list(&paths, |encoder, path| encoder.string(path));
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.bytes.push(match diagnostic.level() {
            Level::Error => 0,
            Level::Warning => 1,
            Level::Note => 2,
            Level::Help => 3,
        });
        self.string(diagnostic.message());
        self.list(diagnostic.spans(), |encoder, span| encoder.number(span.handle()));
        self.list(diagnostic.children().as_slice(), Encoder::diagnostic);
    }

    /// Says where the tokens are.
    fn place(&mut self, stream: &TokenStream) {
        self.number(Symbol::end_of_numbers());
        Trees::layout().iter().for_each(|offset| self.number(*offset as u32));
        self.number(stream.address() as u32);
    }

    fn trees(&mut self, trees: &[TokenTree]) {
        trees.iter().for_each(|tree| self.tree(tree));
        self.bytes.push(END);
    }

    fn tree(&mut self, tree: &TokenTree) {
        match tree {
            TokenTree::Group(group) => self.group(group),
            TokenTree::Ident(ident) => {
                let (span, text) = (self.known(ident.span()), ident.symbol());
                let length = text.len();
                let token = self.token(length + 9);
                token.byte_and_numbers(IDENT, span, length as u32).text(text);
            }
            TokenTree::Punct(punct) => {
                let span = self.known(punct.span());
                let character = punct.as_char() as u32;
                let joint = (punct.spacing() == Spacing::Joint) as u8;
                self.token(10).bytes_and_numbers([PUNCT, joint], [character, span]);
            }
            TokenTree::Literal(literal) => self.literal(literal),
        }
    }

    fn group(&mut self, group: &Group) {
        let delimiter = DELIMITERS.iter().position(|delimiter| *delimiter == group.delimiter());
        let delimiter = delimiter.expect("every delimiter is listed") as u8;
        let span = self.known(group.span());
        self.token(6).byte(GROUP).byte(delimiter).number(span);
        self.trees(group.stream_ref().trees());
    }

    fn literal(&mut self, literal: &Literal) {
        let span = self.known(literal.span());
        match literal.source().get() {
            Ok(text) => {
                let length = text.len();
                let token = self.token(length + 10);
                let fields = token.bytes_and_numbers([LITERAL, LITERAL_TEXT], [span, length as u32]);
                fields.text(text);
            }
            Err(handle) => {
                let token = self.token(10);
                token.bytes_and_numbers([LITERAL, LITERAL_HANDLE], [span, handle]);
            }
        }
    }

    /// A token of so many bytes, which the caller writes.
    #[inline]
    fn token(&mut self, size: usize) -> Token<'_> {
        // SAFETY: every caller writes as many as it says.
        unsafe { bytes::token(&mut self.bytes, size) }
    }

    /// The number of a span that a host without contexts understands: one of its own or the call site.
    #[inline]
    fn known(&self, span: Span) -> u32 {
        let place = self.context.parts(span.handle()).place;
        if place < MADE { place } else { CALL_SITE }
    }

    fn list<T>(&mut self, list: &[T], element: impl Fn(&mut Self, &T)) {
        self.number(list.len() as u32);
        list.iter().for_each(|item| element(self, item));
    }

    fn string(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn number(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }
}
