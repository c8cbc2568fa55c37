//! Finds macros in modules that Watt interprets, instead of those that are linked.

use conversation::{Entry, Tape};
use proc_macro::TokenStream;
use watt::WasmMacro;

pub const VERSION: &str = concat!("watt ", env!("DRIVER_WATT"), " in ", env!("DRIVER_RUSTC"));

type Expand = Box<dyn Fn(TokenStream, TokenStream) -> TokenStream>;

pub fn find(entry: &Entry) -> Result<Expand, String> {
    let wasm: &'static [u8] = entry.module()?.leak();
    // Interpreting the same macro again reuses its instance, which is found by the macro's address.
    let interpreted: &'static WasmMacro = Box::leak(Box::new(WasmMacro::new(wasm)));
    let function: &'static str = Tape::read(entry)?.export.leak();
    match entry.required("macro")?.split_once(' ') {
        Some(("derive", _)) => {
            Ok(Box::new(move |_, item| interpreted.proc_macro_derive(function, item)))
        }
        Some(("attr", _)) => {
            Ok(Box::new(move |args, item| interpreted.proc_macro_attribute(function, args, item)))
        }
        _ => Ok(Box::new(move |_, item| interpreted.proc_macro(function, item))),
    }
}
