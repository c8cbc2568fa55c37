//! Writes tokens down, one a line; the README describes a line. Which tokens is not decided here.

use proc_macro::{Delimiter, Spacing, TokenStream, TokenTree};
use std::fmt::Write;
use std::panic;

/// The lines of what a macro answers, or of the message that it panics with.
pub fn expansion(run: impl FnOnce() -> TokenStream) -> String {
    let expanded = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        let mut lines = String::new();
        write_lines(run(), &mut lines);
        lines
    }));
    expanded.unwrap_or_else(|payload| {
        let message = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        format!("panic {}\n", one_line(message.unwrap_or("")))
    })
}

fn write_lines(stream: TokenStream, lines: &mut String) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let delimiter = match group.delimiter() {
                    Delimiter::Parenthesis => "parenthesis",
                    Delimiter::Brace => "brace",
                    Delimiter::Bracket => "bracket",
                    Delimiter::None => "none",
                };
                writeln!(lines, "open {}", delimiter).unwrap();
                write_lines(group.stream(), lines);
                lines.push_str("close\n");
            }
            TokenTree::Ident(ident) => writeln!(lines, "ident {}", ident).unwrap(),
            TokenTree::Punct(punct) => {
                let spacing = match punct.spacing() {
                    Spacing::Joint => "joint",
                    Spacing::Alone => "alone",
                };
                writeln!(lines, "punct {} {}", punct, spacing).unwrap();
            }
            TokenTree::Literal(literal) => {
                writeln!(lines, "literal {}", one_line(&literal.to_string())).unwrap();
            }
        }
    }
}

/// A literal can hold line breaks: `\` becomes `\\`, a line feed `\n`, a carriage return `\r`.
fn one_line(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}
