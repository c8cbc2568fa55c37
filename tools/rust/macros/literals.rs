//! Literals and spans of all sorts, made by the macro or passed through it.

#[macro_use]
mod declare;

use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use std::ffi::CString;

declare!(
    b"bang:integers:integers\n\
      bang:floats:floats\n\
      bang:quoted:quoted\n\
      bang:spans:spans\n\
      bang:mixed:mixed\n"
);

/// Every integer constructor, at the ends of its range.
#[no_mangle]
pub extern "C" fn integers(_input: TokenStream) -> TokenStream {
    macro_rules! ends {
        ($($suffixed:ident $unsuffixed:ident $type:ident)*) => {
            [$(
                Literal::$suffixed($type::MIN), Literal::$suffixed($type::MAX),
                Literal::$unsuffixed($type::MIN), Literal::$unsuffixed($type::MAX),
            )*]
        };
    }
    list(ends! {
        u8_suffixed u8_unsuffixed u8
        u16_suffixed u16_unsuffixed u16
        u32_suffixed u32_unsuffixed u32
        u64_suffixed u64_unsuffixed u64
        u128_suffixed u128_unsuffixed u128
        i8_suffixed i8_unsuffixed i8
        i16_suffixed i16_unsuffixed i16
        i32_suffixed i32_unsuffixed i32
        i64_suffixed i64_unsuffixed i64
        i128_suffixed i128_unsuffixed i128
    })
}

/// Floats with and without a fraction, large, small and negative.
#[no_mangle]
pub extern "C" fn floats(_input: TokenStream) -> TokenStream {
    let numbers = [0.0, -0.0, 1.0, -1.5, 0.1, 1e21, 1e-7, f64::MAX, f64::MIN_POSITIVE];
    list(
        numbers
            .into_iter()
            .flat_map(|number| [Literal::f64_suffixed(number), Literal::f64_unsuffixed(number)]),
    )
}

/// Strings, characters and bytes that need escapes and that do not.
#[no_mangle]
pub extern "C" fn quoted(_input: TokenStream) -> TokenStream {
    let texts =
        ["", "plain", "\"quotes\" 'and' \\", "\0\t\r\n\u{7f}\u{1}", "h\u{e9}\u{301}\u{1f98a}"];
    let characters = ['a', '\'', '"', '\\', '\0', '\n', '\u{e9}', '\u{301}', '\u{1f98a}'];
    list(
        texts
            .iter()
            .flat_map(|text| {
                let c_string = CString::new(text.replace('\0', "")).unwrap();
                [
                    Literal::string(text),
                    Literal::byte_string(text.as_bytes()),
                    Literal::c_string(&c_string),
                ]
            })
            .chain(characters.iter().map(|character| Literal::character(*character)))
            .chain([0, b'a', b'\'', b'"', b'\\', b'\n', 255].map(Literal::byte_character)),
    )
}

/// Each input token twice: with its own span, then with the call site's.
#[no_mangle]
pub extern "C" fn spans(input: TokenStream) -> TokenStream {
    input
        .into_iter()
        .flat_map(|tree| {
            let mut moved = tree.clone();
            moved.set_span(Span::call_site());
            [tree, moved]
        })
        .collect()
}

/// A group of every delimiter around the input, raw identifiers and joint punctuation.
#[no_mangle]
pub extern "C" fn mixed(input: TokenStream) -> TokenStream {
    let delimiters =
        [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None];
    let mut output: TokenStream = delimiters
        .into_iter()
        .map(|delimiter| TokenTree::from(Group::new(delimiter, input.clone())))
        .collect();
    let span = Span::mixed_site();
    output.extend::<[TokenTree; 5]>([
        Ident::new("plain", span).into(),
        Ident::new_raw("type", span).into(),
        Ident::new("gr\u{fc}n", span).into(),
        Punct::new('=', Spacing::Joint).into(),
        Punct::new('>', Spacing::Alone).into(),
    ]);
    output
}

/// The literals with commas between them.
fn list(literals: impl IntoIterator<Item = Literal>) -> TokenStream {
    literals
        .into_iter()
        .flat_map(|literal| [literal.into(), TokenTree::from(Punct::new(',', Spacing::Alone))])
        .collect()
}
