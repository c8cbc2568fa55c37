//! The head of a struct, enum or union: what a derive needs to write an impl for it.

use proc_macro::{Delimiter, Spacing, TokenStream, TokenTree};
use std::iter::Peekable;

type Trees = Peekable<proc_macro::token_stream::IntoIter>;

/// An item's name and generics.
pub struct ItemHead {
    pub name: String,
    parameters: TokenStream,
    arguments: TokenStream,
    where_clause: TokenStream,
}

impl ItemHead {
    /// Panics when the tokens are no struct, enum or union.
    pub fn parse(item: TokenStream) -> ItemHead {
        let mut trees = item.into_iter().peekable();
        let keyword = ["struct", "enum", "union"];
        trees
            .find(|tree| matches!(tree, TokenTree::Ident(i) if keyword.contains(&&*i.to_string())))
            .expect("expected a struct, enum or union");
        let name = match trees.next() {
            Some(TokenTree::Ident(ident)) => ident.to_string(),
            other => panic!("expected the item's name, found {:?}", other.map(|t| t.to_string())),
        };
        let (mut parameters, mut arguments) = (TokenStream::new(), TokenStream::new());
        for parameter in generics(&mut trees) {
            let comma: TokenStream = ",".parse().unwrap();
            arguments.extend([argument(&parameter), comma.clone()]);
            parameters.extend([without_default(parameter), comma]);
        }
        ItemHead { name, parameters, arguments, where_clause: where_clause(trees) }
    }

    /// An inherent impl of the item with these members.
    pub fn implement(&self, members: &str) -> TokenStream {
        let angled = |generics: &TokenStream| match generics.is_empty() {
            true => String::new(),
            false => format!("<{}>", generics),
        };
        let (parameters, arguments) = (angled(&self.parameters), angled(&self.arguments));
        format!(
            "impl{} {}{} {} {{ {} }}",
            parameters, self.name, arguments, self.where_clause, members
        )
        .parse()
        .unwrap()
    }
}

/// The parameters between `<` and `>`, split at their commas.
fn generics(trees: &mut Trees) -> Vec<Vec<TokenTree>> {
    let mut parameters = Vec::new();
    if trees.next_if(|tree| is_punct(tree, '<')).is_none() {
        return parameters;
    }
    let mut parameter = Vec::new();
    let mut angles = Angles { depth: 1, arrow: false };
    for tree in trees {
        match angles.depth_after(&tree) {
            0 => break,
            1 if is_punct(&tree, ',') => parameters.push(std::mem::take(&mut parameter)),
            _ => parameter.push(tree),
        }
    }
    if !parameter.is_empty() {
        parameters.push(parameter);
    }
    parameters
}

/// `'a: 'b` is passed on as `'a`, `T: Bound` as `T`, `const N: usize` as `N`.
fn argument(parameter: &[TokenTree]) -> TokenStream {
    let end = parameter.iter().position(|tree| is_punct(tree, ':') || is_punct(tree, '='));
    parameter[..end.unwrap_or(parameter.len())]
        .iter()
        .filter(|tree| !matches!(tree, TokenTree::Ident(ident) if ident.to_string() == "const"))
        .cloned()
        .collect()
}

/// The parameter up to a `=` of its own: one inside `<>` is an associated type's.
fn without_default(parameter: Vec<TokenTree>) -> TokenStream {
    let mut angles = Angles { depth: 0, arrow: false };
    let default = |tree: &TokenTree| angles.depth_after(tree) == 0 && is_punct(tree, '=');
    let end = parameter.iter().position(default).unwrap_or(parameter.len());
    parameter.into_iter().take(end).collect()
}

/// Counts open `<`, leaving out the `>` of a `->`.
struct Angles {
    depth: i32,
    arrow: bool,
}

impl Angles {
    fn depth_after(&mut self, tree: &TokenTree) -> i32 {
        let closes = is_punct(tree, '>') && !self.arrow;
        self.depth += is_punct(tree, '<') as i32 - closes as i32;
        self.arrow = matches!(tree, TokenTree::Punct(punct)
            if *punct == '-' && punct.spacing() == Spacing::Joint);
        self.depth
    }
}

/// From `where` to the body or the semicolon; a tuple struct's fields come before it.
fn where_clause(trees: Trees) -> TokenStream {
    trees
        .skip_while(|tree| !matches!(tree, TokenTree::Ident(ident) if ident.to_string() == "where"))
        .take_while(|tree| match tree {
            TokenTree::Group(group) => group.delimiter() != Delimiter::Brace,
            _ => !is_punct(tree, ';'),
        })
        .collect()
}

fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if *punct == character)
}
