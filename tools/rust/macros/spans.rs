//! What can be asked of spans, what macros make of them, and what else they tell the host. The host's
//! answers differ from rustc's, so nothing here is compared with it.

#![feature(proc_macro_diagnostic, proc_macro_span, proc_macro_tracked_env)]
#![feature(proc_macro_def_site, proc_macro_tracked_path, proc_macro_value)]

#[macro_use]
mod declare;

use proc_macro::{tracked, Delimiter, Group, Ident, Literal, Punct, Spacing, Span};
use proc_macro::{Diagnostic, Level, TokenStream, TokenTree};

declare!(
    b"bang:positions:positions\n\
      bang:texts:texts\n\
      bang:call_site:call_site\n\
      bang:joined:joined\n\
      bang:derived:derived\n\
      bang:delimited:delimited\n\
      bang:literal_parts:literal_parts\n\
      attr:both:both\n\
      bang:messages:messages\n\
      bang:complain:complain\n\
      bang:environment:environment\n\
      bang:parse_again:parse_again\n"
);

/// Each token's place, `file:line:column start..end`, groups flattened.
#[no_mangle]
pub extern "C" fn positions(input: TokenStream) -> TokenStream {
    let place = |tree: &TokenTree| {
        let span = tree.span();
        let (range, end) = (span.byte_range(), span.end());
        let file = span.local_file().map_or("?".into(), |file| file.display().to_string());
        format!(
            "{tree} {}={file}:{}:{}-{}:{} {range:?}",
            span.file(),
            span.line(),
            span.column(),
            end.line(),
            end.column()
        )
    };
    strings(flat(input).iter().filter(|tree| !matches!(tree, TokenTree::Group(_))).map(place))
}

/// Each token's source text, groups with what is in them.
#[no_mangle]
pub extern "C" fn texts(input: TokenStream) -> TokenStream {
    strings(flat(input).iter().map(|tree| tree.span().source_text().unwrap_or("?".into())))
}

/// The places of the sites.
#[no_mangle]
pub extern "C" fn call_site(_input: TokenStream) -> TokenStream {
    let sites = [Span::call_site(), Span::mixed_site(), Span::def_site()];
    strings(sites.iter().map(|site| {
        let text = site.source_text().unwrap_or("?".into());
        format!("{:?} {} {}:{} {}", site, site.file(), site.line(), site.column(), text)
    }))
}

/// An identifier whose span covers the whole input, and its text.
#[no_mangle]
pub extern "C" fn joined(input: TokenStream) -> TokenStream {
    let mut spans = input.into_iter().map(|tree| tree.span());
    let first = spans.next().expect("there are tokens");
    match spans.last().map_or(Some(first), |last| first.join(last)) {
        Some(all) => {
            let text = all.source_text().unwrap_or("?".into());
            TokenStream::from_iter([word("all", all), TokenTree::from(Literal::string(&text))])
        }
        None => word("apart", Span::call_site()).into(),
    }
}

/// Words at places and with hygienes of others; the input is two tokens.
#[no_mangle]
pub extern "C" fn derived(input: TokenStream) -> TokenStream {
    let spans: Vec<Span> = input.into_iter().map(|tree| tree.span()).collect();
    let [one, two] = spans[..] else { panic!("not two tokens") };
    let (call, mixed) = (Span::call_site(), Span::mixed_site());
    TokenStream::from_iter([
        word("mixed", mixed),
        word("def", Span::def_site()),
        word("one_as_call", one.resolved_at(call)),
        word("one_as_mixed", mixed.located_at(one)),
        word("one_as_two", one.resolved_at(two)),
        word("two_again", one.resolved_at(two).located_at(two)),
        word("call_as_mixed", call.resolved_at(mixed)),
        word("start", one.start()),
        word("end_as_call", one.end().resolved_at(call)),
        word(if one.eq(&one.resolved_at(one)) { "equal" } else { "not" }, one.source()),
        word(if one.eq(&two) { "equal" } else { "not" }, one.parent().unwrap_or(two)),
    ])
}

/// Groups as they came, moved, and new.
#[no_mangle]
pub extern "C" fn delimited(input: TokenStream) -> TokenStream {
    let first = input.clone().into_iter().next();
    let Some(TokenTree::Group(group)) = first else { panic!("no group") };
    let mut moved = group.clone();
    moved.set_span(group.span_open());
    let mut outer = Group::new(Delimiter::None, group.stream());
    outer.set_span(Span::mixed_site());
    let mut close = Punct::new('+', Spacing::Alone);
    close.set_span(group.span_close());
    TokenStream::from_iter([
        TokenTree::from(group),
        moved.into(),
        outer.into(),
        TokenTree::from(close),
    ])
}

/// The text of two bytes of each literal after its first byte, and the byte of byte literals.
#[no_mangle]
pub extern "C" fn literal_parts(input: TokenStream) -> TokenStream {
    strings(input.into_iter().filter_map(|tree| match tree {
        TokenTree::Literal(literal) => {
            let part = literal.subspan(1..3).and_then(|part| part.source_text());
            let outside = literal.subspan(1..=1000).is_some();
            Some(format!("{:?} {} {:?}", part, outside, literal.byte_character_value()))
        }
        _ => None,
    }))
}

/// The text from the start of the arguments to the end of the item.
#[no_mangle]
pub extern "C" fn both(args: TokenStream, item: TokenStream) -> TokenStream {
    let first = args.into_iter().next().expect("there are arguments").span();
    let last = item.into_iter().last().expect("there is an item").span();
    let text = |span: Span| span.source_text().unwrap_or("?".into());
    let places = format!("{}:{} {}:{}", first.line(), first.column(), last.line(), last.column());
    strings([places, text(first), text(last), text(first.join(last).expect("one file"))])
}

/// A message of each level, with and without places.
#[no_mangle]
pub extern "C" fn messages(input: TokenStream) -> TokenStream {
    let spans: Vec<Span> = input.clone().into_iter().map(|tree| tree.span()).collect();
    Diagnostic::spanned(&spans[..], Level::Error, "wrong \u{1f98a}")
        .span_note(spans[0].end(), "here")
        .help("do it right")
        .emit();
    Span::call_site().warning("doubtful").emit();
    Diagnostic::new(Level::Note, "by the way").emit();
    input
}

/// A message, then a panic.
#[no_mangle]
pub extern "C" fn complain(_input: TokenStream) -> TokenStream {
    Span::call_site().error("before the panic").emit();
    panic!("after the message")
}

/// What environment variables of the input's names hold; depends on a file.
#[no_mangle]
pub extern "C" fn environment(input: TokenStream) -> TokenStream {
    tracked::path("some/file.txt");
    strings(input.into_iter().map(|name| format!("{:?}", tracked::env_var(name.to_string()))))
}

/// The input's text lexed again: at the call site.
#[no_mangle]
pub extern "C" fn parse_again(input: TokenStream) -> TokenStream {
    input.to_string().parse().expect("tokens")
}

fn word(text: &str, span: Span) -> TokenTree {
    Ident::new(text, span).into()
}

fn flat(stream: TokenStream) -> Vec<TokenTree> {
    let mut trees = Vec::new();
    for tree in stream {
        trees.push(tree.clone());
        if let TokenTree::Group(group) = tree {
            trees.extend(flat(group.stream()));
        }
    }
    trees
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
