//! What drivers in Rust share: the conversation on standard input and output that `Driver.java`
//! describes, the rows of works.json, and the tapes that macros are played.
//!
//! What does not belong here: anything that knows who expands or runs.

mod entry;
mod tape;

pub use entry::Entry;
pub use tape::{Tape, TapeHost};

use std::any::Any;
use std::io::{self, BufRead, Write};
use std::panic::{self, AssertUnwindSafe};
use std::time::{Duration, Instant};

/// Something to run over and over, prepared to the point where only the running is left.
pub trait Work {
    /// Runs once.
    fn run(&mut self) -> Result<(), String>;

    /// What the last run answered, reduced to a number: the same in every contender.
    fn checksum(&self) -> i64;
}

/// Answers requests until the input ends. The current folder is the project's root.
pub fn serve(version: &str, prepare: impl Fn(&Entry) -> Result<Box<dyn Work>, String>) {
    let mut work: Option<Box<dyn Work>> = None;
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let (request, argument) = line.split_once('\t').unwrap_or((&line, ""));
        let answer = panic::catch_unwind(AssertUnwindSafe(|| match request {
            "version" => Ok(version.to_string()),
            "prepare" => {
                let start = Instant::now();
                work = Some(prepare(&Entry::find(argument)?)?);
                Ok(format!("ok\t{}", start.elapsed().as_nanos()))
            }
            "run" => {
                let millis = argument.parse().map_err(|_| format!("no number: {}", argument))?;
                let work = work.as_mut().ok_or("nothing is prepared")?;
                run(&mut **work, Duration::from_millis(millis))
            }
            _ => Err(format!("no such request: {}", request)),
        }));
        let said = match answer.unwrap_or_else(|payload| Err(message(&*payload))) {
            Ok(said) => said,
            Err(why) => format!("error\t{}", why.split_whitespace().collect::<Vec<_>>().join(" ")),
        };
        println!("{}", said);
        io::stdout().flush().expect("standard output can be written");
    }
}

fn run(work: &mut dyn Work, budget: Duration) -> Result<String, String> {
    let mut samples = Vec::new();
    let begin = Instant::now();
    let mut now = begin;
    loop {
        work.run()?;
        let then = now;
        now = Instant::now();
        samples.push((now - then).as_nanos());
        if now - begin >= budget {
            break;
        }
    }
    samples.sort_unstable();
    Ok(format!("{}\t{}\t{}", samples[samples.len() / 2], samples.len(), work.checksum()))
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    format!("panic: {}", text.unwrap_or("without a message"))
}

/// FNV-1a, 32 bits: what answers are compared by.
pub fn checksum(bytes: &[u8]) -> i64 {
    let hash = bytes
        .iter()
        .fold(0x811c_9dc5_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    i64::from(hash)
}
