//! A macro with a memory: a host that starts every expansion from the same state always sees 1.

#[macro_use]
mod declare;

use proc_macro::{Literal, TokenStream, TokenTree};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

declare!(b"bang:count:count_expansion\n");

static EXPANSIONS: AtomicU32 = AtomicU32::new(0);

/// How many expansions this instance has made, this one included.
#[no_mangle]
pub extern "C" fn count_expansion(_input: TokenStream) -> TokenStream {
    let count = EXPANSIONS.fetch_add(1, Relaxed) + 1;
    TokenTree::from(Literal::u32_unsuffixed(count)).into()
}
