//! Runs macros inside a real rustc and writes their output down, token by token.
//!
//! `expand!()` reads its jobs from the file named by `ORACLE_JOBS`, one a line: the macro's name, the
//! input's path, the output's path, separated by tabs. The README describes an output line.

#![allow(improper_ctypes_definitions)] // the example macros pass a TokenStream as a guest does
#![feature(proc_macro_quote, proc_macro_totokens, proc_macro_value)]

#[path = "../../macros/api.rs"]
mod api;
#[path = "../../macros/echo.rs"]
mod echo;
#[path = "../../macros/kinds.rs"]
mod kinds;
mod lines;
#[path = "../../macros/literals.rs"]
mod literals;

use proc_macro::TokenStream;
use std::{env, fs};

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
        "text" => |input| api::text(input),
        "rebuilt_text" => |input| api::rebuilt_text(input),
        "debug" => |input| api::debug(input),
        "values" => |input| api::values(input),
        "parsed" => |input| api::parsed(input),
        "quasi" => |input| api::quasi(input),
        "grown" => |input| api::grown(input),
        "hashes" => |input| api::hashes(input),
        _ => panic!("unknown macro: {}", macro_name),
    };
    lines::expansion(|| run(text.parse().unwrap_or_else(|error| panic!("{}", error))), None)
}
