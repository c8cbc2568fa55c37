//! Finds the daemon, and starts it where none runs.
//!
//! - `PITHOS`: the `pithos` script; otherwise that of the checkout that this crate is part of,
//!   otherwise the one in `PATH`
//! - `PITHOS_SOCKET_DIR`: the folder of the daemon's socket; otherwise `$XDG_RUNTIME_DIR/pithos`,
//!   otherwise `$XDG_CACHE_HOME/pithos` or `~/.cache/pithos`

use std::env;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Part of the socket's name: a daemon that speaks another version is another daemon.
const PROTOCOL: u32 = 1;

/// The first start of a checkout builds it.
const START: Duration = Duration::from_secs(300);

const LOOK_AGAIN: Duration = Duration::from_millis(5);
const START_AGAIN: Duration = Duration::from_millis(300);

/// A daemon that finds another one ends well, and so does a program that is no daemon.
const MOST_STARTS: u32 = 20;

/// What daemons wrote is kept up to this length.
const LONGEST_LOG: u64 = 1 << 16;

/// The longest path that fits a socket's address, on Linux and macOS.
const LONGEST_PATH: usize = 103;

/// A connection to the daemon of this user.
pub fn connect() -> Result<UnixStream, String> {
    let pithos = program()?;
    let folder = socket_folder()?;
    let socket = folder.join(format!("daemon-{}-{:08x}.sock", PROTOCOL, hash(&pithos)));
    if socket.as_os_str().len() > LONGEST_PATH {
        return Err(format!(
            "the macro daemon's socket {} has too long a path: set PITHOS_SOCKET_DIR to a shorter \
             folder",
            socket.display()
        ));
    }
    require_own(&folder)?;
    match UnixStream::connect(&socket) {
        Ok(stream) => Ok(stream),
        Err(_) => start(&pithos, &socket),
    }
}

/// Starts a daemon and waits for it. If several processes do so at once, one daemon stays.
fn start(pithos: &Path, socket: &Path) -> Result<UnixStream, String> {
    let log = socket.with_extension("log");
    let began = Instant::now();
    let failed = |e: io::Error| {
        format!(
            "the macro daemon cannot be started: {}: {}; the environment variable PITHOS names the \
             `pithos` script",
            pithos.display(),
            e
        )
    };
    let mut daemon = spawn(pithos, socket, &log).map_err(failed)?;
    let mut starts = 1;
    loop {
        match UnixStream::connect(socket) {
            Ok(stream) => return Ok(stream),
            Err(e) if began.elapsed() > START => {
                return Err(format!("no macro daemon at {}: {}", socket.display(), e))
            }
            Err(_) => sleep(LOOK_AGAIN),
        }
        match daemon.process.try_wait() {
            Ok(Some(status)) if !status.success() => {
                return Err(format!(
                    "the macro daemon did not start: {}",
                    daemon.end(status, &log)
                ));
            }
            Ok(Some(status)) if starts == MOST_STARTS => {
                return Err(format!(
                    "{} daemon was started {} times and does not serve: {}",
                    pithos.display(),
                    starts,
                    daemon.end(status, &log)
                ));
            }
            Ok(Some(_)) => {
                // Another one is there, or was just about to end: then this one is needed after all.
                sleep(START_AGAIN);
                if let Ok(stream) = UnixStream::connect(socket) {
                    return Ok(stream);
                }
                daemon = spawn(pithos, socket, &log).map_err(failed)?;
                starts += 1;
            }
            _ => {}
        }
    }
}

/// A daemon that was started.
struct Started {
    process: Child,
    /// Where its messages begin in the log, which those of other daemons that start may follow.
    log_begins: u64,
}

impl Started {
    /// How it ended, and what was written since it began.
    fn end(&self, status: ExitStatus, log: &Path) -> String {
        let written = fs::read(log).unwrap_or_default();
        // Another process may have begun the log anew.
        let since = written.get(self.log_begins as usize..).unwrap_or(&written);
        match String::from_utf8_lossy(since).trim() {
            "" => format!("{}, without a message", status),
            said => format!("{}: {}", status, said),
        }
    }
}

/// The daemon has none of our streams: cargo would wait for them to be closed.
fn spawn(pithos: &Path, socket: &Path, log: &Path) -> io::Result<Started> {
    let messages = OpenOptions::new().create(true).append(true).open(log)?;
    let mut log_begins = messages.metadata()?.len();
    if log_begins > LONGEST_LOG {
        messages.set_len(0)?;
        log_begins = 0;
    }
    let process = Command::new(pithos)
        .arg("daemon")
        .arg("--socket")
        .arg(socket)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(messages)
        .process_group(0)
        .spawn()?;
    Ok(Started { process, log_begins })
}

fn program() -> Result<PathBuf, String> {
    if let Some(named) = env::var_os("PITHOS") {
        return Ok(named.into());
    }
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../pithos");
    if let Ok(script) = checkout.canonicalize() {
        return Ok(script);
    }
    env::split_paths(&env::var_os("PATH").unwrap_or_default())
        .map(|folder| folder.join("pithos"))
        .find(|script| script.is_file())
        .ok_or_else(|| "no `pithos` in PATH: set PITHOS to the script of that name".into())
}

fn socket_folder() -> Result<PathBuf, String> {
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if let Some(folder) = absolute("PITHOS_SOCKET_DIR") {
        return Ok(folder);
    }
    let base = absolute("XDG_RUNTIME_DIR")
        .filter(|path| path.is_dir())
        .or_else(|| absolute("XDG_CACHE_HOME"))
        .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
        .ok_or("neither XDG_RUNTIME_DIR nor HOME is set: set PITHOS_SOCKET_DIR")?;
    Ok(base.join("pithos"))
}

/// Makes the folder, for the user alone, and refuses one that others may enter: whoever listens there
/// writes code into the program that is compiled.
fn require_own(folder: &Path) -> Result<(), String> {
    let failed = |e: io::Error| format!("the macro daemon's folder {}: {}", folder.display(), e);
    if !folder.exists() {
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(failed)?;
    }
    let found = fs::symlink_metadata(folder).map_err(failed)?;
    if !found.is_dir() || found.permissions().mode() & 0o077 != 0 {
        return Err(format!(
            "the macro daemon's folder {} must be a folder that you alone may enter: chmod 700",
            folder.display()
        ));
    }
    let own = this_user(folder).map_err(failed)?;
    if own != found.uid() {
        return Err(format!("the macro daemon's folder {} is not yours", folder.display()));
    }
    Ok(())
}

/// The user that files of this process belong to.
fn this_user(folder: &Path) -> io::Result<u32> {
    let probe = folder.join(format!("probe-{}", std::process::id()));
    let owner = File::create(&probe)?.metadata().map(|made| made.uid());
    fs::remove_file(&probe)?;
    owner
}

/// FNV-1a: tells apart the checkouts on one machine.
fn hash(path: &Path) -> u32 {
    path.as_os_str()
        .to_string_lossy()
        .bytes()
        .fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
