//! Inputs besides the tokens, of which the build should know. A guest sees what the host grants.

use crate::context;
use std::env::VarError;
use std::ffi::OsStr;
use std::path::Path;

/// An environment variable, of those that the host grants. It learns which ones were asked for.
///
/// # Panics
/// When the host does not let macros ask for environment variables.
pub fn env_var<K: AsRef<OsStr> + AsRef<str>>(key: K) -> Result<String, VarError> {
    let name: &str = key.as_ref();
    let answer = context::with(|context| {
        let granted = context.environment.as_ref()?;
        let value = granted.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone());
        context.variables_read.push(name.to_owned());
        Some(value)
    });
    match answer {
        Some(value) => value.ok_or(VarError::NotPresent),
        None => panic!("the host does not let macros read the environment variable `{}`", name),
    }
}

/// Declares a file that the macro depends on. The host learns it; the guest itself reads no files.
pub fn path<P: AsRef<Path>>(path: P) {
    let path = path.as_ref().to_str().expect("a path is UTF-8");
    context::with(|context| context.paths_read.push(path.to_owned()));
}
