//! Runs one crate's macros inside a real rustc over cases, and writes down what they answer.
//!
//! `expand!` takes what write-cases.pl wrote, for each case `NAME KIND MACROS (ARGS) {ITEM}`. The answers
//! go to the directory `ORACLE_OUT`, as `NAME.MACRO`; `NAME.tokens` is the item itself, as rustc lexes it.

mod dispatch;
mod lines;
mod places;

use lines::expansion;
use places::Places;
use proc_macro::{Group, TokenStream, TokenTree};
use std::{env, fs};

#[proc_macro]
pub fn expand(input: TokenStream) -> TokenStream {
    let out = env::var("ORACLE_OUT").expect("ORACLE_OUT names the directory to write to");
    let mut trees = input.into_iter();
    while let Some(name) = trees.next() {
        let mut next = || trees.next().expect("a case has five parts");
        let (kind, macros, args, item) = (next(), next(), next(), next());
        let out = format!("{}/{}", out, unquoted(&name));
        run_case(&out, &kind.to_string(), &unquoted(&macros), &group(args), &group(item));
    }
    TokenStream::new()
}

fn run_case(out: &str, kind: &str, macros: &str, args: &Group, item: &Group) {
    let places = Places::of(delimiters(item), delimiters(args));
    let words = |span| places.words(span);
    let write = |name: &str, lines: String| {
        fs::write(format!("{}.{}", out, name), lines).expect("an answer can be written")
    };
    write("tokens", expansion(|| item.stream(), Some(&words)));
    for name in macros.split(',').map(str::trim) {
        let run = || dispatch::run(kind, name, args.stream(), item.stream());
        write(name, expansion(run, Some(&words)));
    }
}

fn delimiters(group: &Group) -> (proc_macro::Span, proc_macro::Span) {
    (group.span_open(), group.span_close())
}

fn unquoted(literal: &TokenTree) -> String {
    literal.to_string().trim_matches('"').to_string()
}

fn group(tree: TokenTree) -> Group {
    match tree {
        TokenTree::Group(group) => group,
        other => panic!("expected a group: {}", other),
    }
}
