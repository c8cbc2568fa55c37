//! What a host calls: the two crossings of a stream, a slot's call through its record, and the
//! context that it may announce before.
//!
//! A `TokenStream` passes as the `i32` that it is: 0 when empty, otherwise owned by who holds it.
#![allow(improper_ctypes_definitions)]

use crate::bridge::client::ProcMacro;
use crate::{context, host, wire, TokenStream};
use std::any::Any;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::process;
use std::sync::Once;

/// Starts an expansion with a context, whose bytes the host keeps by a handle; from here on streams
/// carry spans. Optional: for a host that does not call it, streams are those of Watt 0.5.
///
/// The name carries the version of the context and of the streams.
#[no_mangle]
pub extern "C" fn pithos_context_v4(handle: u32) {
    report_panics();
    context::announce(wire::context(&host::bytes(handle)));
}

/// Takes the host's stream into the guest: a guest value that one call consumes.
#[no_mangle]
pub extern "C" fn raw_to_token_stream(handle: u32) -> TokenStream {
    report_panics();
    TokenStream::of(wire::decode(&host::serialize(handle)))
}

/// Hands a guest value's stream to the host, which answers its handle.
#[no_mangle]
pub extern "C" fn token_stream_into_raw(stream: TokenStream) -> u32 {
    let handle = host::deserialize(&wire::encode(&stream));
    if context::with(|context| context.is_last) {
        mem::forget(stream);
    }
    handle
}

/// Runs the macro that a record declares; `args` is for attribute macros, 0 for the others.
///
/// The name carries the version of the record's layout.
#[no_mangle]
pub extern "C" fn pithos_expand_v1(
    record: &ProcMacro,
    args: TokenStream,
    item: TokenStream,
) -> TokenStream {
    if !UNWINDS {
        return record.expand(args, item);
    }
    let expansion = panic::catch_unwind(AssertUnwindSafe(|| record.expand(args, item)));
    expansion.unwrap_or_else(|payload| {
        tell(&*payload);
        process::abort()
    })
}

/// Whether a panic unwinds, so that the macro may catch it.
const UNWINDS: bool = cfg!(panic = "unwind");

/// Has every panic that nothing can catch tell the host its message before the guest traps.
fn report_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        panic::set_hook(Box::new(|info| {
            #[cfg(unstable_features)]
            if UNWINDS && info.can_unwind() {
                return;
            }
            tell(info.payload());
        }));
    });
}

/// Tells the host a panic's message, and what else is to be told.
fn tell(payload: &(dyn Any + Send)) {
    let message = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    if let Some(reports) = wire::encode_reports() {
        host::deserialize(&reports);
    }
    host::panicked(message.unwrap_or("Box<dyn Any>"));
}
