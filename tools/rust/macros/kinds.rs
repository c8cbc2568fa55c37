//! One macro of each kind, doing something that its output shows.

#[macro_use]
mod declare;
mod item;

use item::ItemHead;
use proc_macro::{Literal, TokenStream, TokenTree};

declare!(
    b"derive:Name:derive_name:name,rename\n\
      attr:with_args:with_args\n\
      bang:sum:sum\n"
);

/// An inherent `NAME`, the text of a `#[name = "..."]` or `#[rename = "..."]` before that of the item.
#[no_mangle]
pub extern "C" fn derive_name(item: TokenStream) -> TokenStream {
    let name = helper_value(item.clone());
    let head = ItemHead::parse(item);
    let name = name.unwrap_or_else(|| Literal::string(&head.name).to_string());
    head.implement(&format!("pub const NAME: &'static str = {};", name))
}

/// The literal of the item's first helper attribute.
fn helper_value(item: TokenStream) -> Option<String> {
    item.into_iter().find_map(|tree| match tree {
        TokenTree::Group(group) => match &*group.stream().into_iter().collect::<Vec<_>>() {
            [TokenTree::Ident(name), TokenTree::Punct(equals), TokenTree::Literal(value)]
                if *equals == '=' && ["name", "rename"].contains(&&*name.to_string()) =>
            {
                Some(value.to_string())
            }
            _ => None,
        },
        _ => None,
    })
}

/// The item, then a constant with the text of the attribute's arguments.
#[no_mangle]
pub extern "C" fn with_args(args: TokenStream, mut item: TokenStream) -> TokenStream {
    let args = Literal::string(&args.to_string());
    let constant = format!("pub const ARGS: &str = {};", args);
    item.extend(constant.parse::<TokenStream>().unwrap());
    item
}

/// The sum of the integers between its commas.
#[no_mangle]
pub extern "C" fn sum(terms: TokenStream) -> TokenStream {
    let mut sum = 0i64;
    for term in terms.to_string().split(',').map(str::trim).filter(|term| !term.is_empty()) {
        sum += term
            .replace(' ', "")
            .parse::<i64>()
            .unwrap_or_else(|error| panic!("`{}` is no integer: {}", term, error));
    }
    TokenTree::from(Literal::i64_unsuffixed(sum)).into()
}
