//! The macros that the recorded conversations of rust-analyzer call, to be answered as recorded.

#[macro_use]
mod declare;

use proc_macro::{Delimiter, Group, Ident, Literal, Spacing, TokenStream, TokenTree};

declare!(
    b"derive:Hello:derive_hello:hello\n\
      bang:make_answer:make_answer\n\
      attr:traced:traced\n\
      bang:boom:boom\n"
);

/// `HelloTrait` with the item's name and the number of its fields; the name keeps its span.
#[no_mangle]
pub extern "C" fn derive_hello(item: TokenStream) -> TokenStream {
    let mut trees = item.into_iter().skip_while(|tree| tree.to_string() != "struct").skip(1);
    let name = match trees.next() {
        Some(TokenTree::Ident(name)) => name,
        _ => panic!("Hello is for structs"),
    };
    let (mut parameters, mut fields) = (Vec::new(), 0);
    for tree in trees {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                fields = group.stream().into_iter().filter(is_colon).count()
            }
            tree => parameters.push(tree),
        }
    }
    write_impl(&name, parameters, fields)
}

fn write_impl(name: &Ident, parameters: Vec<TokenTree>, fields: usize) -> TokenStream {
    let mut in_bound = false;
    let arguments: TokenStream = parameters
        .iter()
        .filter(|tree| {
            in_bound = is_colon(tree) || in_bound && ![",", ">"].contains(&&*tree.to_string());
            !in_bound
        })
        .cloned()
        .collect();
    let text = format!(
        "impl {} HelloTrait for {} {} {{ fn hello() -> &'static str {{ {} }} \
         fn count(&self) -> u32 {{ {}u32 }} }}",
        parameters.into_iter().collect::<TokenStream>(),
        name,
        arguments,
        Literal::string(&name.to_string()),
        fields
    );
    let with_span = |tree| match tree {
        TokenTree::Ident(ident) if ident.to_string() == name.to_string() => name.clone().into(),
        other => other,
    };
    text.parse::<TokenStream>().unwrap().into_iter().map(with_span).collect()
}

fn is_colon(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Punct(punct) => punct.as_char() == ':' && punct.spacing() == Spacing::Alone,
        _ => false,
    }
}

/// `fn NAME() -> u32 { VALUE }` of the name and the value that come first.
#[no_mangle]
pub extern "C" fn make_answer(input: TokenStream) -> TokenStream {
    let mut trees = input.into_iter();
    let name = trees.next().expect("a name");
    let value = trees.next().expect("a value");
    let mut function: TokenStream = "fn".parse().unwrap();
    function.extend(Some(name));
    function.extend("() -> u32".parse::<TokenStream>().unwrap());
    function.extend(Some(TokenTree::from(Group::new(Delimiter::Brace, value.into()))));
    function
}

/// The item as it came.
#[no_mangle]
pub extern "C" fn traced(_args: TokenStream, item: TokenStream) -> TokenStream {
    item
}

#[no_mangle]
pub extern "C" fn boom(_input: TokenStream) -> TokenStream {
    core::arch::wasm32::unreachable()
}
