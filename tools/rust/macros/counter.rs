//! Macros that tell what state they find: a host that starts every expansion from the same one
//! always sees 1 expansion, and of the same tokens the same size.

#[macro_use]
mod declare;

use proc_macro::{Literal, TokenStream, TokenTree};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

declare!(b"bang:count:count_expansion\nbang:pages:count_pages\n");

static EXPANSIONS: AtomicU32 = AtomicU32::new(0);

/// How many expansions this instance has made, this one included.
#[no_mangle]
pub extern "C" fn count_expansion(_input: TokenStream) -> TokenStream {
    let count = EXPANSIONS.fetch_add(1, Relaxed) + 1;
    TokenTree::from(Literal::u32_unsuffixed(count)).into()
}

/// The pages of memory that this instance has.
#[no_mangle]
pub extern "C" fn count_pages(_input: TokenStream) -> TokenStream {
    let pages = core::arch::wasm32::memory_size::<0>();
    TokenTree::from(Literal::usize_unsuffixed(pages)).into()
}
