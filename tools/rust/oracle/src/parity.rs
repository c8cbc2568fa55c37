//! Runs one crate's macros inside a real rustc over files of cases, and writes down what they answer.
//!
//! `expand!()` reads every `.rs` file of the directory that `ORACLE_INPUTS` names. A line that begins
//! with `//#` starts a case: `//# derive NAME, NAME`, `//# attr NAME(ARGS)` or `//# bang NAME`; what
//! follows is the macro's item. `//# each FILE derive NAME` stands for a case with each item of `FILE.rs`
//! beside the directory. The answers go to the directory `ORACLE_OUT`, as `FILE.CASE.NAME`, with cases
//! counted from 1, and `CASE-ITEM` for an `each`; `FILE.CASE.tokens` is the item itself, as rustc lexes it.

mod dispatch;
mod lines;

use proc_macro::TokenStream;
use std::path::Path;
use std::{env, fs};

/// What the tests know of a case's answer, before its header: nothing to do with what rustc answers.
const UNORDERED: &str = "unordered ";

#[proc_macro]
pub fn expand(_input: TokenStream) -> TokenStream {
    let inputs = env::var("ORACLE_INPUTS").expect("ORACLE_INPUTS names the inputs' directory");
    let out = env::var("ORACLE_OUT").expect("ORACLE_OUT names the directory to write to");
    for entry in fs::read_dir(&inputs).expect(&inputs) {
        let path = entry.expect(&inputs).path();
        let text = fs::read_to_string(&path).expect("an input can be read");
        let file = path.file_stem().unwrap().to_str().unwrap().to_string();
        for (index, case) in text.split("//# ").skip(1).enumerate() {
            let (header, item) = case.split_once('\n').expect("a case has lines");
            let header = header.strip_prefix(UNORDERED).unwrap_or(header);
            let out = Path::new(&out).join(format!("{}.{}", file, index + 1)).display().to_string();
            match header.strip_prefix("each ").and_then(|rest| rest.split_once(' ')) {
                Some((items, header)) => run_each(&inputs, items, header, &out),
                None => run_case(header.trim(), item, &out),
            }
        }
    }
    TokenStream::new()
}

fn run_each(inputs: &str, items: &str, header: &str, out: &str) {
    let items = Path::new(inputs).join("..").join(format!("{}.rs", items));
    let items = fs::read_to_string(items).expect("the items can be read");
    for (index, item) in items.split("//#\n").skip(1).enumerate() {
        run_case(header.trim(), item, &format!("{}-{}", out, index + 1));
    }
}

fn run_case(header: &str, item: &str, out: &str) {
    let (kind, rest) = header.split_once(' ').expect(header);
    let (names, args) = match rest.split_once('(') {
        Some((name, args)) => (name, args.strip_suffix(')').expect(header)),
        None => (rest, ""),
    };
    let write = |name: &str, lines: String| {
        fs::write(format!("{}.{}", out, name), lines).expect("an answer can be written")
    };
    write("tokens", lines::expansion(|| parse(item)));
    for name in names.split(',').map(str::trim) {
        write(name, lines::expansion(|| dispatch::run(kind, name, parse(args), parse(item))));
    }
}

fn parse(text: &str) -> TokenStream {
    text.parse().unwrap_or_else(|error| panic!("{}", error))
}
