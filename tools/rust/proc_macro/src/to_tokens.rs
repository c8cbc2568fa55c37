//! What can be put into `quote!`.

use crate::{Group, Ident, Literal, Punct, Span, TokenStream, TokenTree};
use std::borrow::Cow;
use std::ffi::{CStr, CString};
use std::rc::Rc;

/// A value that stands for tokens.
pub trait ToTokens {
    /// Appends the tokens.
    fn to_tokens(&self, tokens: &mut TokenStream);

    /// The tokens as a stream.
    fn to_token_stream(&self) -> TokenStream {
        let mut tokens = TokenStream::new();
        self.to_tokens(&mut tokens);
        tokens
    }

    /// The tokens of a value that is not needed any more.
    fn into_token_stream(self) -> TokenStream
    where
        Self: Sized,
    {
        self.to_token_stream()
    }
}

impl ToTokens for TokenStream {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(Some(self.clone()));
    }

    fn into_token_stream(self) -> TokenStream {
        self
    }
}

impl ToTokens for TokenTree {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(Some(self.clone()));
    }

    fn into_token_stream(self) -> TokenStream {
        self.into()
    }
}

macro_rules! by_token {
    ($($type:ty)*) => {
        $(impl ToTokens for $type {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                tokens.extend(Some(TokenTree::from(self.clone())));
            }
        })*
    };
}

by_token!(Group Ident Literal Punct);

macro_rules! by_reference {
    ($([$($parameters:tt)*] $type:ty;)*) => {
        $(impl<$($parameters)*> ToTokens for $type {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                (**self).to_tokens(tokens);
            }
        })*
    };
}

by_reference! {
    [T: ToTokens + ?Sized] &T;
    [T: ToTokens + ?Sized] &mut T;
    [T: ToTokens + ?Sized] Box<T>;
    [T: ToTokens + ?Sized] Rc<T>;
    [T: ToTokens + ToOwned + ?Sized] Cow<'_, T>;
}

impl<T: ToTokens> ToTokens for Option<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if let Some(value) = self {
            value.to_tokens(tokens);
        }
    }
}

macro_rules! by_literal {
    ($($type:ty: $value:ident => $literal:expr;)*) => {
        $(impl ToTokens for $type {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                let $value = self;
                $literal.to_tokens(tokens);
            }
        })*
    };
}

by_literal! {
    u8: value => Literal::u8_suffixed(*value);
    u16: value => Literal::u16_suffixed(*value);
    u32: value => Literal::u32_suffixed(*value);
    u64: value => Literal::u64_suffixed(*value);
    u128: value => Literal::u128_suffixed(*value);
    usize: value => Literal::usize_suffixed(*value);
    i8: value => Literal::i8_suffixed(*value);
    i16: value => Literal::i16_suffixed(*value);
    i32: value => Literal::i32_suffixed(*value);
    i64: value => Literal::i64_suffixed(*value);
    i128: value => Literal::i128_suffixed(*value);
    isize: value => Literal::isize_suffixed(*value);
    f32: value => Literal::f32_suffixed(*value);
    f64: value => Literal::f64_suffixed(*value);
    bool: value => Ident::new(if *value { "true" } else { "false" }, Span::call_site());
    char: value => Literal::character(*value);
    str: value => Literal::string(value);
    String: value => Literal::string(value);
    CStr: value => Literal::c_string(value);
    CString: value => Literal::c_string(value);
}
