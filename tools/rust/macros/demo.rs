//! `#[derive(Demo)]`: the smallest real macro, the first example of the documentation.

#[macro_use]
mod declare;
mod item;

use item::ItemHead;
use proc_macro::{Literal, TokenStream};

declare!(b"derive:Demo:demo\n");

#[no_mangle]
pub extern "C" fn demo(item: TokenStream) -> TokenStream {
    let head = ItemHead::parse(item);
    let message = Literal::string(&format!("Hello from WASM! My name is {}.", head.name));
    head.implement(&format!("pub const MESSAGE: &'static str = {};", message))
}
