//! The driver of macros inside a real rustc: `drive!()` converses while rustc waits for its expansion,
//! so that the macros' tokens are rustc's own, behind rustc's bridge. `dispatch`, which build.sh
//! writes, knows the macros.

#![allow(improper_ctypes_definitions)] // the example macro passes a TokenStream as a guest does

extern crate proc_macro;

mod dispatch;
mod tokens;

use conversation::{serve, Entry, Work};
use proc_macro::TokenStream;
use std::fs;

#[proc_macro]
pub fn drive(_input: TokenStream) -> TokenStream {
    serve(dispatch::VERSION, |entry| Ok(Box::new(Expansion::new(entry)?)));
    TokenStream::new()
}

struct Expansion {
    expand: Box<dyn Fn(TokenStream, TokenStream) -> TokenStream>,
    args: TokenStream,
    item: TokenStream,
    result: TokenStream,
}

impl Expansion {
    fn new(entry: &Entry) -> Result<Expansion, String> {
        let input = entry.required("input")?;
        let item = fs::read_to_string(input).map_err(|error| format!("{}: {}", input, error))?;
        Ok(Expansion {
            expand: dispatch::find(entry)?,
            args: parse(entry.text("args").unwrap_or(""))?,
            item: parse(&item)?,
            result: TokenStream::new(),
        })
    }
}

fn parse(text: &str) -> Result<TokenStream, String> {
    text.parse().map_err(|error| format!("{}", error))
}

impl Work for Expansion {
    fn run(&mut self) -> Result<(), String> {
        self.result = (self.expand)(self.args.clone(), self.item.clone());
        Ok(())
    }

    fn checksum(&self) -> i64 {
        tokens::checksum(self.result.clone())
    }
}
