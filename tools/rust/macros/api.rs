//! What can be asked of tokens without their spans: text, debug output, values, growth. And what a
//! macro's order may hang on: hashes.

#[macro_use]
mod declare;

use proc_macro::{token_stream::IntoIter, ToTokens};
use proc_macro::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use std::cmp::Ordering;
use std::collections::hash_map::{DefaultHasher, HashMap};
use std::fmt::Debug;
use std::hash::{BuildHasherDefault, Hash, Hasher};

declare!(
    b"bang:text:text\n\
      bang:rebuilt_text:rebuilt_text\n\
      bang:debug:debug\n\
      bang:values:values\n\
      bang:parsed:parsed\n\
      bang:quasi:quasi\n\
      bang:grown:grown\n\
      bang:hashes:hashes\n"
);

/// The input's text, then that of each of its groups and its literals.
#[no_mangle]
pub extern "C" fn text(input: TokenStream) -> TokenStream {
    let mut texts = vec![input.to_string()];
    texts.extend(input.into_iter().map(|tree| tree.to_string()));
    strings(texts)
}

/// The text of the input after each of its tokens was taken out and put back; and in one long line.
#[no_mangle]
pub extern "C" fn rebuilt_text(input: TokenStream) -> TokenStream {
    let rebuilt = rebuild(input.clone());
    let shallow: TokenStream = input.clone().into_iter().collect();
    let group = TokenTree::from(Group::new(Delimiter::Brace, rebuilt.clone()));
    let twice = TokenStream::from_iter([input, rebuilt.clone()]);
    strings([rebuilt.to_string(), shallow.to_string(), group.to_string(), twice.to_string()])
}

fn rebuild(stream: TokenStream) -> TokenStream {
    stream
        .into_iter()
        .map(|tree| match tree {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), rebuild(group.stream())).into()
            }
            other => other,
        })
        .collect()
}

/// How tokens look in debug output, spans left out.
#[no_mangle]
pub extern "C" fn debug(input: TokenStream) -> TokenStream {
    let tree = |tree: &TokenTree| format!("{:?}", tree);
    let mut texts: Vec<String> = input.clone().into_iter().map(|each| tree(&each)).collect();
    texts.push(format!("{:?}", input));
    texts.push(format!("{:#?}", input));
    strings(texts.into_iter().map(without_spans))
}

/// Leaves out what stands after each `span: #`.
fn without_spans(text: String) -> String {
    let mut parts = text.split("span: #");
    let mut left = parts.next().unwrap_or("").to_owned();
    for part in parts {
        left.push_str("span");
        left.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    left
}

/// Every value of every literal.
#[no_mangle]
pub extern "C" fn values(input: TokenStream) -> TokenStream {
    fn show<T: Debug, E>(value: Result<T, E>) -> String {
        value.map_or_else(|_| "none".into(), |value| format!("{:?}", value))
    }
    strings(input.into_iter().filter_map(|tree| {
        match tree {
            TokenTree::Literal(literal) => Some(
                [
                    show(literal.character_value()),
                    show(literal.str_value()),
                    show(literal.cstr_value()),
                    show(literal.byte_str_value()),
                ]
                .join(" "),
            ),
            _ => None,
        }
    }))
}

/// Texts as literals and as tokens.
#[no_mangle]
pub extern "C" fn parsed(_input: TokenStream) -> TokenStream {
    let texts = [
        "1",
        "-1",
        "- 1",
        "1.5e3f32",
        "-0x1f",
        "\"text\"",
        "-\"text\"",
        "'c'",
        "b'\\n'",
        "r#\"raw\"#",
        "c\"c\"",
        " 1",
        "1 ",
        "1 2",
        "true",
        "x",
        "",
        "/* */1",
        "'a",
        "1_000usize",
        "br\"\\\"",
    ];
    let shown = |result: Result<String, bool>| result.unwrap_or_else(|_| "error".into());
    strings(texts.iter().flat_map(|text| {
        [
            shown(text.parse::<Literal>().map(|literal| literal.to_string()).map_err(|_| false)),
            shown(text.parse::<TokenStream>().map(|tokens| tokens.to_string()).map_err(|_| false)),
        ]
    }))
}

/// `quote!` with variables, repetitions, and every sort of token.
#[no_mangle]
pub extern "C" fn quasi(input: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = input.clone().into_iter().collect();
    let names = [Ident::new("a", Span::call_site()), Ident::new_raw("type", Span::call_site())];
    let types = vec!["u8".to_owned(), "u16".to_owned()];
    let one = 1u8;
    let none: Option<bool> = None;
    let boxed: Box<dyn ToTokens> = Box::new(-1.5f64);
    let reference = &true;
    let mut tokens = proc_macro::quote! {
        #[attribute = "text"] impl<'a> $$crate::Name<'a> for r#Type where Self: 'a {
            fn f(&self) -> [u8; 2] { x += 1.5e3; b"bytes"; 'c' => $one, $none, $boxed, $reference }
        }
        $( const $names: $types = { $one, $names }; )*
        $( $trees ),*
        ()
    };
    'c'.to_tokens(&mut tokens);
    "text".to_tokens(&mut tokens);
    tokens.extend(Some(std::rc::Rc::new(input).into_token_stream()));
    tokens
}

/// Streams put together in every way, and what an iterator says of them.
#[no_mangle]
pub extern "C" fn grown(input: TokenStream) -> TokenStream {
    let mut output = TokenStream::default();
    let empty = output.is_empty();
    output.extend([input.clone(), TokenStream::new(), input.clone()]);
    output.extend([Ident::new("ident", Span::mixed_site())]);
    output.extend([Punct::new('+', Spacing::Joint), Punct::new('=', Spacing::Alone)]);
    output.extend([Literal::i32_suffixed(-3), Literal::f64_unsuffixed(-0.5)]);
    output.extend([Group::new(Delimiter::None, input.clone())]);
    let mut trees: IntoIter = output.clone().into_iter();
    let first = trees.next().map(|tree| tree.to_string());
    let counts = format!("{} {:?} {:?} {}", empty, first, trees.size_hint(), trees.count());
    output.extend(strings([counts, output.to_string()]));
    output
}

/// Hashes with fixed keys of what has a pointer's size, and the order of a map by such hashes: that of
/// the machine that rustc runs on.
#[no_mangle]
pub extern "C" fn hashes(input: TokenStream) -> TokenStream {
    let texts: Vec<String> = input.into_iter().map(|tree| tree.to_string()).collect();
    let keys = texts.iter().map(|text| text.chars().collect::<Vec<_>>());
    let map: HashMap<_, _, BuildHasherDefault<DefaultHasher>> = keys.zip(&texts).collect();
    let numbers = [
        hash(&texts.len()),
        hash(&texts),
        hash(&[-2isize, 1, isize::from(i16::MIN)][..]),
        hash(&[1usize, 2, 3]),
        hash(&(Ordering::Less, Some("text"), 'c', 1u8)),
        hash(&std::mem::discriminant(&Ordering::Greater)),
    ];
    let order = map.values().map(|text| text.to_string());
    strings(numbers.iter().map(u64::to_string).chain(order))
}

fn hash(value: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// The texts as literals with commas between them.
fn strings(texts: impl IntoIterator<Item = String>) -> TokenStream {
    texts
        .into_iter()
        .flat_map(|text| {
            [Literal::string(&text).into(), TokenTree::from(Punct::new(',', Spacing::Alone))]
        })
        .collect()
}
