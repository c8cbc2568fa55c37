//! A crate of its own that declares the unstable features of the standard `proc_macro`.
//!
//! rustc refuses `#![feature(proc_macro_span)]` unless a crate that it loads declares that feature.
//! `proc_macro` loads this one. Nothing else is in it, and `proc_macro` gates nothing by them.

#![feature(staged_api)]
#![allow(internal_features)]
#![stable(feature = "proc_macro_lib", since = "1.15.0")]

#[unstable(feature = "proc_macro_def_site", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_def_site {}
#[unstable(feature = "proc_macro_diagnostic", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_diagnostic {}
#[unstable(feature = "proc_macro_expand", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_expand {}
#[unstable(feature = "proc_macro_internals", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_internals {}
#[unstable(feature = "proc_macro_quote", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_quote {}
#[unstable(feature = "proc_macro_span", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_span {}
#[unstable(feature = "proc_macro_totokens", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_totokens {}
#[unstable(feature = "proc_macro_tracked_env", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_tracked_env {}
#[unstable(feature = "proc_macro_tracked_path", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_tracked_path {}
#[unstable(feature = "proc_macro_value", issue = "none")]
#[doc(hidden)]
pub mod proc_macro_value {}
