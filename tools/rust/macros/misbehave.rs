//! Macros that fail in every way that a guest can: each name says how.

#[macro_use]
mod declare;

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};
use std::hint::black_box;
use std::panic::panic_any;

declare!(
    b"bang:panic_text:panic_text\n\
      bang:panic_formatted:panic_formatted\n\
      bang:panic_value:panic_value\n\
      bang:index_out_of_bounds:index_out_of_bounds\n\
      bang:abort:abort\n\
      bang:trap:trap\n\
      bang:loop_forever:loop_forever\n\
      bang:recurse_exponentially:recurse_exponentially\n\
      bang:recurse_forever:recurse_forever\n\
      bang:eat_memory:eat_memory\n\
      bang:nest_deeply:nest_deeply\n\
      bang:return_garbage:return_garbage\n\
      attr:panic_attr:panic_attr\n\
      derive:PanicDerive:panic_derive\n"
);

#[no_mangle]
pub extern "C" fn panic_text(_input: TokenStream) -> TokenStream {
    panic!("this macro always panics: \u{1f98a} \"quoted\"\nand a second line")
}

#[no_mangle]
pub extern "C" fn panic_formatted(input: TokenStream) -> TokenStream {
    panic!("no expansion for `{}`", input)
}

#[no_mangle]
pub extern "C" fn panic_value(_input: TokenStream) -> TokenStream {
    panic_any(42)
}

#[no_mangle]
pub extern "C" fn panic_attr(args: TokenStream, item: TokenStream) -> TokenStream {
    panic!("args `{}`, item `{}`", args, item)
}

#[no_mangle]
pub extern "C" fn panic_derive(item: TokenStream) -> TokenStream {
    panic!("cannot derive for `{}`", item)
}

#[no_mangle]
pub extern "C" fn index_out_of_bounds(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.into_iter().collect();
    trees[trees.len() + 7].clone().into()
}

#[no_mangle]
pub extern "C" fn abort(_input: TokenStream) -> TokenStream {
    std::process::abort()
}

/// An `unreachable` without any panic.
#[no_mangle]
pub extern "C" fn trap(_input: TokenStream) -> TokenStream {
    core::arch::wasm32::unreachable()
}

#[no_mangle]
pub extern "C" fn loop_forever(input: TokenStream) -> TokenStream {
    loop {
        black_box(&input);
    }
}

/// Some 2^64 calls, never more than 65 deep, and no loop.
#[no_mangle]
pub extern "C" fn recurse_exponentially(_input: TokenStream) -> TokenStream {
    visit(black_box(64));
    TokenStream::new()
}

#[inline(never)]
fn visit(depth: u32) {
    if depth > 0 {
        visit(black_box(depth - 1));
        visit(black_box(depth - 1));
        black_box(depth); // keeps the second call from becoming a loop
    }
}

#[no_mangle]
pub extern "C" fn recurse_forever(_input: TokenStream) -> TokenStream {
    descend(black_box(0));
    TokenStream::new()
}

#[inline(never)]
#[allow(unconditional_recursion)]
fn descend(depth: u64) {
    descend(black_box(depth + 1));
    black_box(depth);
}

/// Touches a megabyte more at a time until the host refuses.
#[no_mangle]
pub extern "C" fn eat_memory(_input: TokenStream) -> TokenStream {
    let mut eaten = Vec::new();
    loop {
        eaten.push(black_box(vec![1u8; 1 << 20]));
    }
}

/// Two thousand groups, each in the next.
#[no_mangle]
pub extern "C" fn nest_deeply(input: TokenStream) -> TokenStream {
    let nest = |stream, _| TokenTree::from(Group::new(Delimiter::Bracket, stream)).into();
    (0..2_000).fold(input, nest)
}

/// An address far outside the memory instead of a stream.
#[no_mangle]
pub extern "C" fn return_garbage(_input: TokenStream) -> usize {
    0xffff_0000
}
