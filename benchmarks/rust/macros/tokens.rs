//! Tokens as text, one a line, as `TokenDump.java` writes them: what answers are compared by.

use proc_macro::{Delimiter, Spacing, TokenStream, TokenTree};
use std::fmt::Write;

pub fn checksum(stream: TokenStream) -> i64 {
    let mut lines = String::new();
    write_lines(stream, &mut lines);
    conversation::checksum(lines.as_bytes())
}

fn write_lines(stream: TokenStream, lines: &mut String) {
    for tree in stream {
        let written = match tree {
            TokenTree::Group(group) => {
                let delimiter = match group.delimiter() {
                    Delimiter::Parenthesis => "parenthesis",
                    Delimiter::Brace => "brace",
                    Delimiter::Bracket => "bracket",
                    Delimiter::None => "none",
                };
                lines.push_str(&format!("open {}\n", delimiter));
                write_lines(group.stream(), lines);
                writeln!(lines, "close")
            }
            TokenTree::Ident(ident) => writeln!(lines, "ident {}", ident),
            TokenTree::Punct(punct) => match punct.spacing() {
                Spacing::Joint => writeln!(lines, "punct {} joint", punct.as_char()),
                Spacing::Alone => writeln!(lines, "punct {} alone", punct.as_char()),
            },
            TokenTree::Literal(literal) => writeln!(lines, "literal {}", literal),
        };
        written.expect("a string takes everything");
    }
}
