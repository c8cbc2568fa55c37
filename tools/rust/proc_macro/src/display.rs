//! Tokens as text, with the spaces and lines that rustc prints.
//!
//! Where a token followed the one before it at once in the text that both were lexed from, there is
//! no space, as long as the stream is the one that the lexer made. Everywhere else what the two
//! tokens are decides.

use crate::layout::{Layout, INDENT};
use crate::wire::{BLOCK_COMMENT, FOLLOWED, LINE_COMMENT, OPENING_FOLLOWED};
use crate::{Delimiter, Spacing, TokenStream, TokenTree};
use std::fmt::{Formatter, Result};

/// What cannot be a plain identifier in Rust 2021.
const RESERVED: &[&str] = &[
    "_", "$crate", "abstract", "as", "async", "await", "become", "box", "break", "const",
    "continue", "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for",
    "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv",
    "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait", "true", "try",
    "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Prints a stream.
pub(crate) fn stream(stream: &TokenStream, formatter: &mut Formatter<'_>) -> Result {
    let mut layout = Layout::default();
    trees(stream, &mut layout);
    layout.print(formatter)
}

fn trees(stream: &TokenStream, layout: &mut Layout) {
    let trees = stream.trees();
    let mut index = 0;
    while index < trees.len() {
        let tree = &trees[index];
        let adjacency = stream.adjacency(index);
        if adjacency & (LINE_COMMENT | BLOCK_COMMENT) != 0 {
            index = doc_comment(trees, index, adjacency, layout);
            continue;
        }
        token(tree, adjacency, layout);
        let joint = matches!(tree, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
        if !joint && adjacency & FOLLOWED == 0 && space_after(trees, index) {
            layout.space(0);
        }
        index += 1;
    }
}

/// Prints the `#[doc = "..."]` at `index` as the comment that it was; answers the index after it.
fn doc_comment(trees: &[TokenTree], index: usize, adjacency: u8, layout: &mut Layout) -> usize {
    let inner = matches!(&trees[index + 1], TokenTree::Punct(_));
    let end = index + 2 + usize::from(inner);
    let text = match &trees[end - 1] {
        TokenTree::Group(group) => match group.stream_ref().trees().last() {
            Some(TokenTree::Literal(literal)) => literal.str_value().unwrap_or_default(),
            _ => String::new(),
        },
        _ => String::new(),
    };
    let line = adjacency & LINE_COMMENT != 0;
    layout.word(match (line, inner) {
        (true, false) => "///",
        (true, true) => "//!",
        (false, false) => "/**",
        (false, true) => "/*!",
    });
    layout.word(&text);
    if !line {
        layout.word("*/");
    }
    layout.new_line();
    if !line && end < trees.len() {
        layout.space(0);
    }
    end
}

fn token(tree: &TokenTree, adjacency: u8, layout: &mut Layout) {
    let group = match tree {
        TokenTree::Group(group) => group,
        TokenTree::Ident(ident) => return layout.word(&ident.symbol()),
        TokenTree::Punct(punct) => {
            return layout.word(punct.as_char().encode_utf8(&mut [0; 4]));
        }
        TokenTree::Literal(literal) => return layout.word(&literal.text()),
    };
    let tokens = group.stream_ref();
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::None => ("", ""),
    };
    let brace = group.delimiter() == Delimiter::Brace;
    let spaced = brace && adjacency & OPENING_FOLLOWED == 0 && !tokens.is_empty();
    if brace {
        layout.begin(INDENT, true);
    }
    layout.word(open);
    if spaced {
        layout.space(0);
    }
    layout.begin(0, false);
    trees(&tokens, layout);
    layout.end();
    if spaced {
        layout.space(-INDENT);
    }
    layout.word(close);
    if brace {
        layout.end();
    }
}

/// Whether a space stands between the token at `index`, not joint to it, and the next.
fn space_after(trees: &[TokenTree], index: usize) -> bool {
    use TokenTree::{Group, Ident, Punct};

    let next = match trees.get(index + 1) {
        Some(next) => next,
        None => return false,
    };
    match (&trees[index], next) {
        // `x.y`, `$name`, `#[attribute]`
        (Punct(punct), Ident(_)) if *punct == '$' => false,
        (Punct(punct), Group(group)) if *punct == '#' => group.delimiter() != Delimiter::Bracket,
        (Punct(punct), next) => {
            *punct != '.' || is_operator_part(trees, index) || matches!(next, Punct(_))
        }
        // `f(x)`, `fn(u8)`, `Self()`, `pub(crate)`, but `if (x)`
        (Ident(ident), Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            is_reserved(&ident.symbol()) && !matches!(&*ident.symbol(), "fn" | "Self" | "pub")
        }
        // `name!`, but `a != b`
        (Ident(ident), Punct(punct)) if *punct == '!' => {
            is_reserved(&ident.symbol()) || continues(trees, index + 1, "=")
        }
        // `a,`, `a;`, `a.b`, but `a .. b`
        (_, Punct(punct)) if *punct == '.' => continues(trees, index + 1, "."),
        (_, Punct(punct)) => *punct != ',' && *punct != ';',
        _ => true,
    }
}

/// Whether the dot at `index` ends an operator of several.
fn is_operator_part(trees: &[TokenTree], index: usize) -> bool {
    index > 0 && matches!(&trees[index - 1], TokenTree::Punct(punct) if is_joint_dot(punct))
}

fn is_joint_dot(punct: &crate::Punct) -> bool {
    *punct == '.' && punct.spacing() == Spacing::Joint
}

/// Whether the punctuation at `index` is joint to one of these characters.
fn continues(trees: &[TokenTree], index: usize, by: &str) -> bool {
    match (&trees[index], trees.get(index + 1)) {
        (TokenTree::Punct(first), Some(TokenTree::Punct(second))) => {
            first.spacing() == Spacing::Joint && by.contains(second.as_char())
        }
        _ => false,
    }
}

fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word)
}
