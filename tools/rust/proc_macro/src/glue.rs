//! What becomes of spans where rustc keeps several tokens of this API as one: an operator of several
//! characters, a lifetime. Such a token has one span. Taken apart again, an operator's characters have
//! one byte of it each if it has as many, otherwise each has all of it, as both parts of a lifetime do.
//! Only spans change here.

use crate::{Punct, Spacing, Span, TokenTree};

/// Whether a token is one that the next may be glued to.
#[inline]
pub(crate) fn is_joint(tree: Option<&TokenTree>) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.spacing() == Spacing::Joint)
}

/// Adapts the spans of the token at an index, and of those before it, to what they are together.
/// Answers whether they are one.
pub(crate) fn at(trees: &mut [TokenTree], index: usize) -> bool {
    let (before, rest) = trees.split_at_mut(index);
    let last = match before.last() {
        Some(TokenTree::Punct(last)) if last.spacing() == Spacing::Joint => last,
        _ => {
            if let TokenTree::Punct(punct) = &mut rest[0] {
                punct.set_part(0);
            }
            return false;
        }
    };
    match &mut rest[0] {
        TokenTree::Punct(punct) => {
            let part = last.part() + 1;
            let operator = &mut before[index - usize::from(part)..];
            let glued = extends(operator, punct.as_char());
            punct.set_part(if glued { part } else { 0 });
            if glued {
                let _ = spread(operator, punct);
            }
            glued
        }
        TokenTree::Ident(ident) if *last == '\'' => {
            if let Some(whole) = last.span().to(ident.span()) {
                ident.set_span(whole);
                before[index - 1].set_span(whole);
            }
            true
        }
        _ => false,
    }
}

/// Whether rustc has an operator of these characters and the next.
fn extends(operator: &[TokenTree], next: char) -> bool {
    let character = |index: usize| match operator.get(index) {
        Some(TokenTree::Punct(punct)) => punct.as_char(),
        _ => ' ',
    };
    match (character(0), character(1)) {
        ('=', ' ') | ('>', ' ') => matches!(next, '=' | '>'),
        ('<', ' ') => matches!(next, '=' | '<' | '-'),
        ('-', ' ') => matches!(next, '=' | '>'),
        ('!', ' ') | ('+', ' ') | ('*', ' ') | ('/', ' ') | ('%', ' ') | ('^', ' ') => next == '=',
        ('&', ' ') => matches!(next, '=' | '&'),
        ('|', ' ') => matches!(next, '=' | '|'),
        ('.', ' ') => next == '.',
        (':', ' ') => next == ':',
        ('<', '<') | ('>', '>') => operator.len() == 2 && next == '=',
        ('.', '.') => operator.len() == 2 && matches!(next, '.' | '='),
        _ => false,
    }
}

/// Gives an operator's characters their parts of its span.
fn spread(operator: &mut [TokenTree], last: &mut Punct) -> Option<()> {
    let count = operator.len() + 1;
    let same = |tree: &TokenTree| tree.span().handle() == last.span().handle();
    if operator.iter().all(same) && last.span().length() != Some(count) {
        return None; // most operators are the macro's own, and have its call's span already
    }
    let (first, end) = (operator[0].span(), operator[operator.len() - 1].span());
    let whole = first.to(end)?.to(last.span())?;
    let split = whole.length() == Some(count);
    let part = |index: usize, span: Span| {
        let part = if split { whole.part(index..index + 1).unwrap_or(whole) } else { whole };
        if part.looks_like(span) {
            span
        } else {
            part
        }
    };
    for (index, tree) in operator.iter_mut().enumerate() {
        tree.set_span(part(index, tree.span()));
    }
    last.set_span(part(count - 1, last.span()));
    Some(())
}
