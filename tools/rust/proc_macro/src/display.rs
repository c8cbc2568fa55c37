//! Tokens as text that lexes back to the same tokens.

use crate::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use std::fmt::{Display, Formatter, Result};

/// Tokens with a space between any two, except after a joint punctuation character.
pub(crate) fn stream(stream: &TokenStream, formatter: &mut Formatter<'_>) -> Result {
    let mut joint = true;
    for tree in stream.trees() {
        if !joint {
            formatter.write_str(" ")?;
        }
        Display::fmt(tree, formatter)?;
        joint = matches!(tree, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
    }
    Ok(())
}

/// A group between its delimiters, braces set off by spaces as rustc does.
pub(crate) fn group(group: &Group, formatter: &mut Formatter<'_>) -> Result {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace if group.stream_ref().is_empty() => ("{ ", "}"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::None => ("", ""),
    };
    formatter.write_str(open)?;
    stream(group.stream_ref(), formatter)?;
    formatter.write_str(close)
}
