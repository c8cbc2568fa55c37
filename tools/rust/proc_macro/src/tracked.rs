//! Inputs that a build should watch. A guest has none: its output depends on its tokens alone.

use std::env::{self, VarError};
use std::ffi::OsStr;
use std::path::Path;

/// An environment variable: never set in a guest.
pub fn env_var<K: AsRef<OsStr> + AsRef<str>>(key: K) -> Result<String, VarError> {
    env::var::<&OsStr>(key.as_ref())
}

/// Declares a file that the macro depends on: nothing to do in a guest, which reads none.
pub fn path<P: AsRef<Path>>(_path: P) {}
