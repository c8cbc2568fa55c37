//! An expansion with a tape for a host: serialized tokens in, serialized tokens out. The guest keeps
//! its state from one expansion to the next.

use conversation::{Entry, Tape, TapeHost, Work};
use std::rc::Rc;
use wasmtime::{Caller, Engine, Error, Linker, Memory, Module, Result, Store, TypedFunc};

struct Host {
    tape: TapeHost,
    memory: Option<Memory>,
}

pub struct Expansion {
    store: Store<Host>,
    tape: Rc<Tape>,
    to_guest: TypedFunc<u32, u32>,
    from_guest: TypedFunc<u32, u32>,
    expand: Macro,
}

/// By what the function takes: streams, and before them a declaration's address in modules that
/// rustc's harness made.
enum Macro {
    Item(TypedFunc<u32, u32>),
    Attribute(TypedFunc<(u32, u32), u32>),
    Declared(TypedFunc<(u32, u32, u32), u32>),
}

impl Expansion {
    pub fn new(entry: &Entry, engine: &Engine, module: &Module) -> Result<Expansion> {
        let tape = Rc::new(Tape::read(entry).map_err(Error::msg)?);
        let host = Host { tape: TapeHost::new(tape.clone()), memory: None };
        let mut store = Store::new(engine, host);
        let mut linker = Linker::new(engine);
        define_tokens(&mut linker, &tape.abi)?;
        define_texts(&mut linker, &tape.abi)?;
        let instance = linker.instantiate(&mut store, module)?;
        store.data_mut().memory = instance.get_memory(&mut store, "memory");
        let to_guest = instance.get_typed_func(&mut store, "raw_to_token_stream")?;
        let from_guest = instance.get_typed_func(&mut store, "token_stream_into_raw")?;
        let expand = if tape.record >= 0 {
            Macro::Declared(instance.get_typed_func(&mut store, &tape.export)?)
        } else if tape.is_attribute() {
            Macro::Attribute(instance.get_typed_func(&mut store, &tape.export)?)
        } else {
            Macro::Item(instance.get_typed_func(&mut store, &tape.export)?)
        };
        Ok(Expansion { store, tape, to_guest, from_guest, expand })
    }

    fn expand(&mut self) -> Result<()> {
        let store = &mut self.store;
        store.data_mut().tape.start();
        let args = match self.tape.is_attribute() {
            true => self.to_guest.call(&mut *store, 0)?,
            false => 0,
        };
        let item = self.to_guest.call(&mut *store, self.tape.item())?;
        let made = match &self.expand {
            Macro::Item(function) => function.call(&mut *store, item)?,
            Macro::Attribute(function) => function.call(&mut *store, (args, item))?,
            Macro::Declared(function) => {
                function.call(&mut *store, (self.tape.record as u32, args, item))?
            }
        };
        let stream = self.from_guest.call(&mut *store, made)?;
        store.data_mut().tape.finish(stream);
        Ok(())
    }
}

impl Work for Expansion {
    fn run(&mut self) -> std::result::Result<(), String> {
        self.expand().map_err(|error| format!("{:#}", error))
    }

    fn checksum(&self) -> i64 {
        self.store.data().tape.checksum()
    }
}

fn define_tokens(linker: &mut Linker<Host>, module: &str) -> Result<()> {
    linker.func_wrap(
        module,
        "token_stream_serialize",
        |mut caller: Caller<'_, Host>, stream: u32| caller.data_mut().tape.serialize(stream),
    )?;
    linker.func_wrap(
        module,
        "token_stream_deserialize",
        |mut caller: Caller<'_, Host>, address: u32, length: u32| -> Result<u32> {
            with_bytes(&mut caller, address, length, TapeHost::deserialize)
        },
    )?;
    linker.func_wrap(
        module,
        "token_stream_parse",
        |mut caller: Caller<'_, Host>, address: u32, length: u32| -> Result<u32> {
            with_bytes(&mut caller, address, length, TapeHost::parse)?.map_err(Error::msg)
        },
    )?;
    linker.func_wrap(module, "bytes_len", |caller: Caller<'_, Host>, bytes: u32| {
        caller.data().tape.buffer(bytes).len() as u32
    })?;
    linker.func_wrap(
        module,
        "bytes_read",
        |mut caller: Caller<'_, Host>, bytes: u32, address: u32| -> Result<()> {
            let bytes = caller.data().tape.buffer(bytes).clone();
            write(&mut caller, address, &bytes)
        },
    )?;
    Ok(())
}

fn define_texts(linker: &mut Linker<Host>, module: &str) -> Result<()> {
    linker.func_wrap(
        module,
        "literal_to_string",
        |mut caller: Caller<'_, Host>, literal: u32| {
            caller.data_mut().tape.literal_to_string(literal)
        },
    )?;
    linker.func_wrap(
        module,
        "string_new",
        |mut caller: Caller<'_, Host>, address: u32, length: u32| -> Result<u32> {
            with_bytes(&mut caller, address, length, TapeHost::string_new)
        },
    )?;
    linker.func_wrap(module, "string_len", |caller: Caller<'_, Host>, text: u32| {
        caller.data().tape.text(text).len() as u32
    })?;
    linker.func_wrap(
        module,
        "string_read",
        |mut caller: Caller<'_, Host>, text: u32, address: u32| -> Result<()> {
            let text = caller.data().tape.text(text).clone();
            write(&mut caller, address, &text)
        },
    )?;
    linker.func_wrap(
        module,
        "print_panic",
        |caller: Caller<'_, Host>, text: u32| -> Result<()> {
            let text = String::from_utf8_lossy(caller.data().tape.text(text)).into_owned();
            Err(Error::msg(format!("panic: {}", text)))
        },
    )?;
    Ok(())
}

/// Calls the host with bytes of the guest, which it looks at where they lie.
fn with_bytes<T>(
    caller: &mut Caller<'_, Host>,
    address: u32,
    length: u32,
    then: impl FnOnce(&mut TapeHost, &[u8]) -> T,
) -> Result<T> {
    let memory = memory(caller)?;
    let (bytes, host) = memory.data_and_store_mut(caller);
    let start = address as usize;
    match bytes.get(start..start + length as usize) {
        Some(bytes) => Ok(then(&mut host.tape, bytes)),
        None => Err(Error::msg("the guest's bytes lie outside of its memory")),
    }
}

fn write(caller: &mut Caller<'_, Host>, address: u32, bytes: &[u8]) -> Result<()> {
    let memory = memory(caller)?;
    Ok(memory.write(caller, address as usize, bytes)?)
}

fn memory(caller: &Caller<'_, Host>) -> Result<Memory> {
    caller.data().memory.ok_or_else(|| Error::msg("the module exports no memory"))
}
