//! Measures expansions as a host sees them, from inside rustc, whose tokens are real ones:
//! `latency::measure! { name { item } ... }`. What is measured is in the environment:
//!
//! - `LATENCY_SERVERS`: macro servers, one a line: name, program, library, separated by tabs
//! - `LATENCY_BUILD`: how native code was built, for the results
//! - `LATENCY_CASE`, `LATENCY_DERIVE`: the item and the macro, one of each for every rustc, so that
//!   each meets a daemon and servers that nothing has warmed up
//! - `LATENCY_OUT`: the file that results are appended to, one line each: host, contender, case,
//!   macro, then microseconds: the first answer, median and 99th percentile of the first hundred,
//!   the same of five hundred when all is warm

extern crate proc_macro;

mod analyzer;

use proc_macro::{TokenStream, TokenTree};
use std::fs::OpenOptions;
use std::io::Write;
use std::time::{Duration, Instant};
use watt::WasmMacro;

const EARLY: usize = 100;
const WARM_UP: usize = 1_500;
const MEASURED: usize = 500;

static SERDE: WasmMacro = WasmMacro::new(include_bytes!(env!("LATENCY_MODULE")));

#[proc_macro]
pub fn measure(input: TokenStream) -> TokenStream {
    let mut trees = input.into_iter();
    while let (Some(name), Some(TokenTree::Group(item))) = (trees.next(), trees.next()) {
        if name.to_string() == variable("LATENCY_CASE") {
            case(&name.to_string(), &variable("LATENCY_DERIVE"), item.stream());
        }
    }
    TokenStream::new()
}

fn case(name: &str, derive: &str, item: TokenStream) {
    let native = match derive {
        "Serialize" => serde_derive::derive_serialize,
        "Deserialize" => serde_derive::derive_deserialize,
        other => panic!("serde has no derive {}", other),
    };
    record(&format!("rustc\tnative, {}\t{}\t{}", variable("LATENCY_BUILD"), name, derive), || {
        native(item.clone());
    });
    record(&format!("rustc\tpithos\t{}\t{}", name, derive), || {
        SERDE.proc_macro_derive(derive, item.clone());
    });
    let expected = native(item.clone()).to_string();
    assert_eq!(expected, SERDE.proc_macro_derive(derive, item.clone()).to_string());
    for line in variable("LATENCY_SERVERS").lines() {
        let [server, program, library] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three words expected: {}", line)
        };
        let mut client = analyzer::Client::start(program);
        let request = analyzer::request(library, derive, item.clone());
        record(&format!("rust-analyzer\t{}\t{}\t{}", server, name, derive), || {
            client.expand(&request)
        });
    }
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{} is not set", name))
}

fn record(what: &str, mut expand: impl FnMut()) {
    let mut time = || {
        let start = Instant::now();
        expand();
        start.elapsed()
    };
    let first = time();
    let mut early: Vec<Duration> = (0..EARLY).map(|_| time()).collect();
    for _ in 0..WARM_UP {
        time();
    }
    let mut warm: Vec<Duration> = (0..MEASURED).map(|_| time()).collect();
    early.sort();
    warm.sort();
    let rank = |times: &[Duration], percent: usize| times[times.len() * percent / 100].as_micros();
    let mut out = OpenOptions::new().append(true).create(true).open(variable("LATENCY_OUT"));
    writeln!(
        out.as_mut().expect("LATENCY_OUT can be written"),
        "{}\t{}\t{}\t{}\t{}\t{}",
        what,
        first.as_micros(),
        rank(&early, 50),
        rank(&early, 99),
        rank(&warm, 50),
        rank(&warm, 99)
    )
    .unwrap();
}
