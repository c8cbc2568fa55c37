//! A macro crate as anyone writes it: its entry points are rustc's, its module is read by its records.

mod item;

use item::ItemHead;
use proc_macro::{Literal, TokenStream, TokenTree};

/// An inherent `GREETING` for the item, like `Demo`; `greeting` is its helper attribute.
#[proc_macro_derive(Greet, attributes(greeting, farewell))]
pub fn greet_entry_point(item: TokenStream) -> TokenStream {
    let head = ItemHead::parse(item);
    let greeting = Literal::string(&format!("Hello, {}!", head.name));
    head.implement(&format!("pub const GREETING: &'static str = {};", greeting))
}

/// Nothing, for any item; it has no helper attributes.
#[proc_macro_derive(Nothing)]
pub fn nothing(_item: TokenStream) -> TokenStream {
    TokenStream::new()
}

/// The item, then the arguments.
#[proc_macro_attribute]
pub fn append(args: TokenStream, mut item: TokenStream) -> TokenStream {
    item.extend(args);
    item
}

/// How many token trees the input has.
#[proc_macro]
pub fn count(input: TokenStream) -> TokenStream {
    let count = input.into_iter().count();
    TokenTree::from(Literal::usize_unsuffixed(count)).into()
}

/// Panics with the input's text.
#[proc_macro]
pub fn fail(input: TokenStream) -> TokenStream {
    panic!("{}", input)
}
