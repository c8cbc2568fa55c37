//! The driver of macros that were compiled for this machine with the guest's `proc_macro`: the same
//! sources as in a module, and the same bytes in and out, without an engine. `dispatch`, which
//! build.sh writes, knows the macros.

#![allow(improper_ctypes_definitions)] // the example macro passes a TokenStream as a guest does

mod dispatch;

use conversation::{serve, Entry, Tape, TapeHost, Work};
use proc_macro::TokenStream;
use std::cell::RefCell;
use std::process;
use std::rc::Rc;
use std::slice;

thread_local! {
    static HOST: RefCell<Option<TapeHost>> = const { RefCell::new(None) };
}

fn main() {
    serve(dispatch::VERSION, |entry| Ok(Box::new(Expansion::new(entry)?)));
}

struct Expansion {
    expand: Box<dyn Fn(TokenStream, TokenStream) -> TokenStream>,
    tape: Rc<Tape>,
}

impl Expansion {
    fn new(entry: &Entry) -> Result<Expansion, String> {
        let tape = Rc::new(Tape::read(entry)?);
        HOST.set(Some(TapeHost::new(tape.clone())));
        Ok(Expansion { expand: dispatch::find(entry)?, tape })
    }
}

impl Work for Expansion {
    fn run(&mut self) -> Result<(), String> {
        host(TapeHost::start);
        let args = match self.tape.is_attribute() {
            true => raw_to_token_stream(0),
            false => TokenStream::new(),
        };
        let made = (self.expand)(args, raw_to_token_stream(self.tape.item()));
        let stream = token_stream_into_raw(made);
        host(|host| host.finish(stream));
        Ok(())
    }

    fn checksum(&self) -> i64 {
        host(|host| host.checksum())
    }
}

fn host<T>(then: impl FnOnce(&mut TapeHost) -> T) -> T {
    HOST.with_borrow_mut(|host| then(host.as_mut().expect("a work is prepared")))
}

// What the guest's crate exports. A TokenStream is one pointer.
#[allow(improper_ctypes)]
unsafe extern "C" {
    safe fn raw_to_token_stream(handle: u32) -> TokenStream;
    safe fn token_stream_into_raw(stream: TokenStream) -> u32;
}

// What it imports.

#[no_mangle]
extern "C" fn token_stream_serialize(stream: u32) -> u32 {
    host(|host| host.serialize(stream))
}

#[no_mangle]
unsafe extern "C" fn token_stream_deserialize(address: *const u8, length: usize) -> u32 {
    host(|host| host.deserialize(bytes(&address, length)))
}

#[no_mangle]
unsafe extern "C" fn token_stream_parse(address: *const u8, length: usize) -> u32 {
    host(|host| host.parse(bytes(&address, length))).unwrap_or_else(|error| {
        eprintln!("{}", error);
        process::abort()
    })
}

#[no_mangle]
extern "C" fn literal_to_string(literal: u32) -> u32 {
    host(|host| host.literal_to_string(literal))
}

#[no_mangle]
unsafe extern "C" fn string_new(address: *const u8, length: usize) -> u32 {
    host(|host| host.string_new(bytes(&address, length)))
}

#[no_mangle]
extern "C" fn string_len(text: u32) -> usize {
    host(|host| host.text(text).len())
}

#[no_mangle]
unsafe extern "C" fn string_read(text: u32, address: *mut u8) {
    host(|host| put(host.text(text), address));
}

#[no_mangle]
extern "C" fn bytes_len(buffer: u32) -> usize {
    host(|host| host.buffer(buffer).len())
}

#[no_mangle]
unsafe extern "C" fn bytes_read(buffer: u32, address: *mut u8) {
    host(|host| put(host.buffer(buffer), address));
}

#[no_mangle]
extern "C" fn print_panic(text: u32) {
    eprintln!("{}", String::from_utf8_lossy(host(|host| host.text(text).clone()).as_ref()));
}

/// What lies at an address, for as long as the address is held.
fn bytes(address: &*const u8, length: usize) -> &[u8] {
    // SAFETY: the guest's crate passes the parts of a live slice.
    unsafe { slice::from_raw_parts(*address, length) }
}

fn put(bytes: &[u8], address: *mut u8) {
    // SAFETY: the guest's crate has room for what it has asked the length of.
    unsafe { address.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) }
}
