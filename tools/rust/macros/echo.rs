//! Macros that return their input: as it came, as text lexed again, or built again token by token.

#[macro_use]
mod declare;

use proc_macro::{Group, Ident, Literal, Punct, TokenStream, TokenTree};

declare!(
    b"bang:echo:echo\n\
      bang:echo_text:echo_text\n\
      bang:echo_rebuilt:echo_rebuilt\n\
      attr:echo_attr:echo_attr\n\
      derive:Echo:echo\n"
);

#[no_mangle]
pub extern "C" fn echo(input: TokenStream) -> TokenStream {
    input
}

/// The item alone; the arguments are dropped.
#[no_mangle]
pub extern "C" fn echo_attr(_args: TokenStream, item: TokenStream) -> TokenStream {
    item
}

#[no_mangle]
pub extern "C" fn echo_text(input: TokenStream) -> TokenStream {
    let text = input.to_string();
    text.parse().unwrap_or_else(|error| panic!("{}: {}", error, text))
}

#[no_mangle]
pub extern "C" fn echo_rebuilt(input: TokenStream) -> TokenStream {
    input.into_iter().map(rebuild).collect()
}

/// The same token made by the public constructors, with the old one's span.
fn rebuild(tree: TokenTree) -> TokenTree {
    let span = tree.span();
    let mut rebuilt: TokenTree = match tree {
        TokenTree::Group(group) => {
            Group::new(group.delimiter(), echo_rebuilt(group.stream())).into()
        }
        TokenTree::Ident(ident) => match ident.to_string().strip_prefix("r#") {
            Some(name) => Ident::new_raw(name, span).into(),
            None => Ident::new(&ident.to_string(), span).into(),
        },
        TokenTree::Punct(punct) => Punct::new(punct.as_char(), punct.spacing()).into(),
        TokenTree::Literal(literal) => {
            literal.to_string().parse::<Literal>().expect("a literal's text is a literal").into()
        }
    };
    rebuilt.set_span(span);
    rebuilt
}
