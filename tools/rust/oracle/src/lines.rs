//! Writes tokens down, one a line; the README describes a line. Which tokens is not decided here.

use proc_macro::{Delimiter, Spacing, Span, TokenStream, TokenTree};
use std::fmt::Write;
use std::panic;

/// Says what a span is, in words without a tab.
pub type Words<'a> = &'a dyn Fn(Span) -> String;

/// The lines of what a macro answers, or of the message that it panics with; with spans if they have
/// words.
pub fn expansion(run: impl FnOnce() -> TokenStream, words: Option<Words<'_>>) -> String {
    let expanded = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        let mut lines = Lines { text: String::new(), words };
        lines.stream(run());
        lines.text
    }));
    expanded.unwrap_or_else(|payload| {
        let message = payload
            .downcast_ref::<&str>()
            .copied()
            .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        format!("panic {}\n", one_line(message.unwrap_or("")))
    })
}

struct Lines<'a> {
    text: String,
    words: Option<Words<'a>>,
}

impl Lines<'_> {
    fn stream(&mut self, stream: TokenStream) {
        for tree in stream {
            self.span(tree.span());
            match tree {
                TokenTree::Group(group) => {
                    let delimiter = match group.delimiter() {
                        Delimiter::Parenthesis => "parenthesis",
                        Delimiter::Brace => "brace",
                        Delimiter::Bracket => "bracket",
                        Delimiter::None => "none",
                    };
                    self.span(group.span_open());
                    writeln!(self.text, "open {}", delimiter).unwrap();
                    self.stream(group.stream());
                    self.span(group.span_close());
                    self.text.push_str("close\n");
                }
                TokenTree::Ident(ident) => writeln!(self.text, "ident {}", ident).unwrap(),
                TokenTree::Punct(punct) => {
                    let spacing = match punct.spacing() {
                        Spacing::Joint => "joint",
                        Spacing::Alone => "alone",
                    };
                    writeln!(self.text, "punct {} {}", punct, spacing).unwrap();
                }
                TokenTree::Literal(literal) => {
                    writeln!(self.text, "literal {}", one_line(&literal.to_string())).unwrap();
                }
            }
        }
    }

    /// Before what a line says; a group's two follow each other.
    fn span(&mut self, span: Span) {
        if let Some(words) = self.words {
            self.text.push_str(&words(span));
            self.text.push('\t');
        }
    }
}

/// A literal can hold line breaks: `\` becomes `\\`, a line feed `\n`, a carriage return `\r`.
fn one_line(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\r', "\\r")
}
