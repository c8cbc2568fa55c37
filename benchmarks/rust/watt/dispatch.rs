//! Finds macros in modules that Watt interprets, instead of those that are linked.

use conversation::Entry;
use proc_macro::TokenStream;
use watt::WasmMacro;

pub const VERSION: &str = concat!("watt 0.5.0 in ", env!("DRIVER_RUSTC"));

type Expand = Box<dyn Fn(TokenStream, TokenStream) -> TokenStream>;

pub fn find(entry: &Entry) -> Result<Expand, String> {
    let wasm: &'static [u8] = entry.module()?.leak();
    // Interpreting the same macro again reuses its instance, which is found by the macro's address.
    let interpreted: &'static WasmMacro = Box::leak(Box::new(WasmMacro::new(wasm)));
    let function = function(wasm, entry.required("macro")?)?;
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

/// The function's name from the lines that declare the module's macros: `kind:name:export[:helpers]`.
fn function(wasm: &'static [u8], wanted: &str) -> Result<&'static str, String> {
    let wanted = format!("{}:", wanted.replace(' ', ":"));
    let found = wasm.windows(wanted.len()).position(|window| window == wanted.as_bytes());
    let start = found.ok_or("the module does not declare the macro")? + wanted.len();
    let rest = &wasm[start..];
    let end = rest.iter().position(|byte| matches!(byte, b':' | b'\n'));
    std::str::from_utf8(&rest[..end.unwrap_or(rest.len())]).map_err(|error| error.to_string())
}
