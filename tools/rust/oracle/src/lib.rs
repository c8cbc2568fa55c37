//! Runs macros inside a real rustc and writes their output down, token by token.
//!
//! `expand!()` reads its jobs from the file named by `ORACLE_JOBS`, one a line: the macro's name, the
//! input's path, the output's path, separated by tabs. The README describes an output line.

#![allow(improper_ctypes_definitions)] // the example macros pass a TokenStream as a guest does

#[path = "../../macros/echo.rs"]
mod echo;
#[path = "../../macros/kinds.rs"]
mod kinds;
#[path = "../../macros/literals.rs"]
mod literals;

use proc_macro::{Delimiter, Spacing, TokenStream, TokenTree};
use std::fmt::Write;
use std::{env, fs, panic};

#[proc_macro]
pub fn expand(_input: TokenStream) -> TokenStream {
    let jobs = env::var("ORACLE_JOBS").expect("ORACLE_JOBS names the file of jobs");
    let jobs = fs::read_to_string(&jobs).expect("the file of jobs can be read");
    for job in jobs.lines() {
        match job.split('\t').collect::<Vec<_>>()[..] {
            [macro_name, input, output] => {
                let text = fs::read_to_string(input).expect(input);
                fs::write(output, expansion(macro_name, &text)).expect(output);
            }
            _ => panic!("not a job: {}", job),
        }
    }
    TokenStream::new()
}

/// The lines of the macro's output, or of the message that it panics with.
fn expansion(macro_name: &str, text: &str) -> String {
    let run: fn(TokenStream) -> TokenStream = match macro_name {
        "tokens" => |input| input,
        "Serialize" => serde_derive::derive_serialize,
        "Deserialize" => serde_derive::derive_deserialize,
        "echo_text" => |input| echo::echo_text(input),
        "echo_rebuilt" => |input| echo::echo_rebuilt(input),
        "Name" => |input| kinds::derive_name(input),
        "integers" => |input| literals::integers(input),
        "floats" => |input| literals::floats(input),
        "quoted" => |input| literals::quoted(input),
        "mixed" => |input| literals::mixed(input),
        _ => panic!("unknown macro: {}", macro_name),
    };
    let expanded = panic::catch_unwind(|| {
        let input = text.parse().unwrap_or_else(|error| panic!("{}", error));
        let mut lines = String::new();
        write_lines(run(input), &mut lines);
        lines
    });
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
