//! The connection to the daemon: one for each rustc process, made again if it breaks.

use crate::daemon;
use std::io::{self, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::Mutex;
use std::thread::sleep;
use std::time::Duration;

const MODULE: u8 = 1;
const EXPAND: u8 = 2;
const READY: u8 = 16;
const TOKENS: u8 = 17;
const FAILED: u8 = 18;

/// Far beyond any deadline of an expansion: who does not answer by then does not answer at all.
const PATIENCE: Duration = Duration::from_secs(300);

/// How a macro is called.
#[derive(Clone, Copy)]
pub enum Kind {
    Derive = 0,
    Attribute = 1,
    Bang = 2,
}

struct Connection {
    stream: UnixStream,
    modules: Vec<(&'static [u8], u32)>,
}

/// What the daemon says, or an error of the connection, after which it is of no use.
type Answer = io::Result<Result<Vec<u8>, String>>;

static CONNECTION: Mutex<Option<Connection>> = Mutex::new(None);

/// A daemon that was killed may still take the next connection before it is gone.
const ATTEMPTS: u32 = 4;
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(20);

/// Asks the daemon; a request whose connection breaks is asked again, of a new daemon if need be.
pub fn expand(module: &'static [u8], request: &[u8]) -> Result<Vec<u8>, String> {
    let mut slot = CONNECTION.lock().unwrap_or_else(|broken| broken.into_inner());
    let mut last = String::new();
    for _ in 0..ATTEMPTS {
        let mut connection = match slot.take() {
            Some(connection) => connection,
            None => Connection::open()?,
        };
        match connection.expand(module, request) {
            Ok(answer) => {
                *slot = Some(connection);
                return answer;
            }
            Err(error) => last = error.to_string(),
        }
        sleep(BETWEEN_ATTEMPTS);
    }
    Err(format!("the macro daemon broke off {} times while it expanded this: {}", ATTEMPTS, last))
}

impl Connection {
    fn open() -> Result<Connection, String> {
        let stream = daemon::connect()?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(|e| e.to_string())?;
        Ok(Connection { stream, modules: Vec::new() })
    }

    fn expand(&mut self, module: &'static [u8], request: &[u8]) -> Answer {
        let number = match self.number(module)? {
            Ok(number) => number,
            Err(message) => return Ok(Err(message)),
        };
        let mut payload = number.to_le_bytes().to_vec();
        payload.extend_from_slice(request);
        self.ask(EXPAND, &payload, TOKENS)
    }

    /// The daemon's number for a module, which is sent when it is first used. A static's address
    /// tells it here; the daemon goes by its contents.
    fn number(&mut self, module: &'static [u8]) -> io::Result<Result<u32, String>> {
        let same = |known: &&(&'static [u8], u32)| {
            known.0.as_ptr() == module.as_ptr() && known.0.len() == module.len()
        };
        if let Some(known) = self.modules.iter().find(same) {
            return Ok(Ok(known.1));
        }
        let answer = match self.ask(MODULE, module, READY)? {
            Ok(answer) => answer,
            Err(message) => return Ok(Err(message)),
        };
        let bytes =
            answer.try_into().map_err(|_| invalid("a module's number of another length"))?;
        let number = u32::from_le_bytes(bytes);
        self.modules.push((module, number));
        Ok(Ok(number))
    }

    fn ask(&mut self, op: u8, payload: &[u8], wanted: u8) -> Answer {
        let length = u32::try_from(payload.len()).map_err(|_| invalid("a frame over 4 GiB"))?;
        let mut frame = Vec::with_capacity(payload.len() + 5);
        frame.push(op);
        frame.extend_from_slice(&length.to_le_bytes());
        frame.extend_from_slice(payload);
        self.stream.write_all(&frame)?;
        let mut head = [0; 5];
        self.stream.read_exact(&mut head)?;
        let length = u32::from_le_bytes([head[1], head[2], head[3], head[4]]);
        let mut answer = Vec::new();
        if (&mut self.stream).take(length.into()).read_to_end(&mut answer)? < length as usize {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match head[0] {
            FAILED => Ok(Err(String::from_utf8_lossy(&answer).into_owned())),
            op if op == wanted => Ok(Ok(answer)),
            op => Err(invalid(&format!("an answer {}", op))),
        }
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
