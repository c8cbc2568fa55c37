//! What the code calls that rustc makes of `quote!`.
//!
//! rustc itself expands the macro; only its name and these items must be in the crate. A repetition
//! `$( ... )*` binds each variable in it to an iterator: `quote_into_iter` answers one, and whether it
//! ends by itself. At least one variable of a repetition must, which the types below check.

use crate::{ToTokens, TokenStream};
use std::ops::BitOr;

/// A token stream of the tokens in it, variables replaced: `$name`, `$( ... )*`.
#[rustc_builtin_macro]
#[allow_internal_unstable(rustc_attrs)]
pub macro quote($($t:tt)*) {
    /* rustc expands it */
}

/// A variable that ends a repetition.
#[doc(hidden)]
pub struct HasIterator;

/// Only variables that repeat for ever.
#[doc(hidden)]
pub struct ThereIsNoIteratorInRepetition;

macro_rules! either {
    ($($left:ident $right:ident => $result:ident;)*) => {
        $(impl BitOr<$right> for $left {
            type Output = $result;

            fn bitor(self, _: $right) -> $result {
                $result
            }
        })*
    };
}

either! {
    HasIterator HasIterator => HasIterator;
    HasIterator ThereIsNoIteratorInRepetition => HasIterator;
    ThereIsNoIteratorInRepetition HasIterator => HasIterator;
    ThereIsNoIteratorInRepetition ThereIsNoIteratorInRepetition => ThereIsNoIteratorInRepetition;
}

/// The value of a variable in one round of a repetition. When a repetition names its variable twice,
/// the second binding asks this one for the `next` value: it is the same.
#[doc(hidden)]
#[derive(Copy, Clone)]
pub struct RepInterp<T>(pub T);

impl<T> RepInterp<T> {
    /// The value itself.
    pub fn next(self) -> Option<T> {
        Some(self.0)
    }
}

impl<T: Iterator> Iterator for RepInterp<T> {
    type Item = T::Item;

    fn next(&mut self) -> Option<T::Item> {
        self.0.next()
    }
}

impl<T: ToTokens> ToTokens for RepInterp<T> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// How each type takes part in a repetition; glob-imported where one is expanded.
#[doc(hidden)]
pub mod ext {
    use super::{HasIterator, RepInterp, ThereIsNoIteratorInRepetition};
    use crate::ToTokens;
    use std::collections::{btree_set, BTreeSet};
    use std::slice;

    /// Iterators, taken by value.
    pub trait RepIteratorExt: Iterator + Sized {
        /// The iterator.
        fn quote_into_iter(self) -> (Self, HasIterator) {
            (self, HasIterator)
        }
    }

    impl<T: Iterator> RepIteratorExt for T {}

    /// Tokens, which repeat for ever.
    pub trait RepToTokensExt {
        /// The same value again.
        fn next(&self) -> Option<&Self> {
            Some(self)
        }

        /// The value itself.
        fn quote_into_iter(&self) -> (&Self, ThereIsNoIteratorInRepetition) {
            (self, ThereIsNoIteratorInRepetition)
        }
    }

    impl<T: ToTokens + ?Sized> RepToTokensExt for T {}

    /// Collections, of which references to the elements are taken.
    pub trait RepAsIteratorExt<'q> {
        /// The references.
        type Iter: Iterator;

        /// An iterator over the elements.
        fn quote_into_iter(&'q self) -> (Self::Iter, HasIterator);
    }

    macro_rules! collections {
        ($([$($parameters:tt)*] $type:ty, $iterator:ty, $self:ident => $value:expr;)*) => {
            $(impl<'q, $($parameters)*> RepAsIteratorExt<'q> for $type {
                type Iter = $iterator;

                fn quote_into_iter(&'q $self) -> ($iterator, HasIterator) {
                    $value
                }
            })*
        };
    }

    collections! {
        [T: RepAsIteratorExt<'q> + ?Sized] &T, T::Iter, self => T::quote_into_iter(*self);
        [T: RepAsIteratorExt<'q> + ?Sized] &mut T, T::Iter, self => T::quote_into_iter(*self);
        [T: RepAsIteratorExt<'q>] RepInterp<T>, T::Iter, self => self.0.quote_into_iter();
        [T: 'q] [T], slice::Iter<'q, T>, self => (self.iter(), HasIterator);
        [T: 'q, const N: usize] [T; N], slice::Iter<'q, T>, self => (self.iter(), HasIterator);
        [T: 'q] Vec<T>, slice::Iter<'q, T>, self => (self.iter(), HasIterator);
        [T: 'q] BTreeSet<T>, btree_set::Iter<'q, T>, self => (self.iter(), HasIterator);
    }
}
