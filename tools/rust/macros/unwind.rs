//! Macros that panic in a module whose panics unwind, some to catch it themselves.

use proc_macro::{Diagnostic, Group, Ident, Literal, Punct, Span, TokenStream, TokenTree};
use std::any::Any;
use std::panic::{self, AssertUnwindSafe, RefUnwindSafe, UnwindSafe};

/// As rustc's types are: a macro may take them along into `catch_unwind`.
const fn may_be_caught<T: UnwindSafe + RefUnwindSafe>() {}
const _: () = {
    may_be_caught::<TokenStream>();
    may_be_caught::<TokenTree>();
    may_be_caught::<Group>();
    may_be_caught::<Ident>();
    may_be_caught::<Punct>();
    may_be_caught::<Literal>();
    may_be_caught::<Span>();
    may_be_caught::<Diagnostic>();
    may_be_caught::<proc_macro::token_stream::IntoIter>();
};

fn message(payload: &(dyn Any + Send)) -> &str {
    match payload.downcast_ref::<String>() {
        Some(message) => message,
        None => payload.downcast_ref::<&str>().copied().unwrap_or("no text"),
    }
}

/// An identifier of the input's text, or what stands in the way as a string.
#[proc_macro]
pub fn identifier(input: TokenStream) -> TokenStream {
    let text = input.to_string();
    let tree = match panic::catch_unwind(|| Ident::new(&text, Span::call_site())) {
        Ok(ident) => TokenTree::from(ident),
        Err(payload) => Literal::string(message(&*payload)).into(),
    };
    tree.into()
}

/// Counts in its destructor.
struct Counter<'a>(&'a mut u32);

impl Drop for Counter<'_> {
    fn drop(&mut self) {
        *self.0 += 1;
    }
}

/// Panics through a frame for each token of the input, catches that, and says how many were left.
#[proc_macro]
pub fn frames(input: TokenStream) -> TokenStream {
    fn descend(mut trees: proc_macro::token_stream::IntoIter, dropped: &mut u32) {
        let counter = Counter(dropped);
        match trees.next() {
            Some(_) => descend(trees, counter.0),
            None => panic!("the end"),
        }
    }
    let mut dropped = 0;
    let trees = input.into_iter();
    let caught = panic::catch_unwind(AssertUnwindSafe(|| descend(trees, &mut dropped)));
    let text = format!("{} after {}", message(&*caught.unwrap_err()), dropped);
    TokenTree::from(Literal::string(&text)).into()
}

/// Panics with the input's text, after another panic that was caught.
#[proc_macro]
pub fn uncaught(input: TokenStream) -> TokenStream {
    let first = panic::catch_unwind(|| panic!("caught"));
    assert_eq!("caught", message(&*first.unwrap_err()));
    panic!("{}", input)
}

/// Hands on a panic that it caught.
#[proc_macro]
pub fn resumed(input: TokenStream) -> TokenStream {
    let text = input.to_string();
    panic::resume_unwind(panic::catch_unwind(|| panic!("again: {}", text)).unwrap_err())
}
