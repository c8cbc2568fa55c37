//! The driver of wasmtime, with its defaults: Cranelift optimising for speed, memory bounds by guard
//! pages, no fuel, no epochs.

mod expansion;
mod sqlite;

use conversation::{serve, Entry, Work};
use wasmtime::{Engine, Instance, Module, Store, TypedFunc};

/// The crate's version, as Cargo.toml pins it.
const VERSION: &str = "wasmtime 48.0.8";

type Anything = Box<dyn Work>;

fn main() {
    serve(VERSION, |entry| prepare(entry).map_err(|error| format!("{:#}", error)));
}

fn prepare(entry: &Entry) -> wasmtime::Result<Anything> {
    let bytes = entry.module().map_err(wasmtime::Error::msg)?;
    let engine = Engine::default();
    let module = Module::new(&engine, &bytes)?;
    match entry.required("kind").map_err(wasmtime::Error::msg)? {
        "kernel" => Ok(Box::new(Kernel::new(entry, &engine, &module)?)),
        "macro" => Ok(Box::new(expansion::Expansion::new(entry, &engine, &module)?)),
        _ => Ok(Box::new(sqlite::Sqlite::new(&engine, &module)?)),
    }
}

/// One call of the export `run`.
struct Kernel {
    store: Store<()>,
    run: TypedFunc<i32, i32>,
    size: i32,
    answer: i32,
}

impl Kernel {
    fn new(entry: &Entry, engine: &Engine, module: &Module) -> wasmtime::Result<Kernel> {
        let size = entry.size().map_err(wasmtime::Error::msg)?;
        let mut store = Store::new(engine, ());
        let instance = Instance::new(&mut store, module, &[])?;
        let run = instance.get_typed_func(&mut store, "run")?;
        Ok(Kernel { store, run, size, answer: 0 })
    }
}

impl Work for Kernel {
    fn run(&mut self) -> Result<(), String> {
        self.answer = self.run.call(&mut self.store, self.size).map_err(|e| format!("{:#}", e))?;
        Ok(())
    }

    fn checksum(&self) -> i64 {
        i64::from(self.answer)
    }
}
