//! The join of `Sqlite.java`: what its imports and exports are called is said there.

use conversation::{checksum, Work};
use std::fs;
use wasmtime::{
    Caller, Engine, Error, Extern, Linker, Memory, Module, Result, Store, TypedFunc, WasmParams,
    WasmResults,
};

const SQL: &str = "benchmarks/src/main/resources/join.sql";
const PAGE: u64 = 1 << 16;
const ROW: i32 = 100;

pub struct Sqlite {
    guest: Guest,
    step: TypedFunc<u32, i32>,
    reset: TypedFunc<u32, i32>,
    text: TypedFunc<(u32, i32), u32>,
    statement: u32,
    answer: Vec<u8>,
}

struct Guest {
    store: Store<()>,
    instance: wasmtime::Instance,
    memory: Memory,
}

impl Sqlite {
    pub fn new(engine: &Engine, module: &Module) -> Result<Sqlite> {
        let sql =
            fs::read_to_string(SQL).map_err(|error| Error::msg(format!("{}: {}", SQL, error)))?;
        let mut statements: Vec<&str> = sql.split(';').map(str::trim).collect();
        statements.retain(|statement| !statement.is_empty());
        let query = statements.pop().ok_or_else(|| Error::msg("join.sql is empty"))?;
        let mut guest = Guest::start(engine, module)?;
        guest.function::<(), ()>("N")?.call(&mut guest.store, ())?;
        let out = guest.allocate(4)?;
        let name = guest.string(":memory:")?;
        let opened =
            guest.function::<(u32, u32), i32>("Ca")?.call(&mut guest.store, (name, out))?;
        check(opened, "open")?;
        let database = guest.word(out)?;
        let execute = guest.function::<(u32, u32, u32, u32, u32), i32>("U")?;
        for statement in statements {
            let text = guest.string(statement)?;
            check(execute.call(&mut guest.store, (database, text, 0, 0, 0))?, statement)?;
        }
        let text = guest.string(query)?;
        let prepare = guest.function::<(u32, u32, i32, u32, u32), i32>("R")?;
        check(prepare.call(&mut guest.store, (database, text, -1, out, 0))?, query)?;
        let statement = guest.word(out)?;
        Ok(Sqlite {
            step: guest.function("S")?,
            reset: guest.function("T")?,
            text: guest.function("X")?,
            guest,
            statement,
            answer: Vec::new(),
        })
    }

    fn query(&mut self) -> Result<()> {
        self.answer.clear();
        while self.step.call(&mut self.guest.store, self.statement)? == ROW {
            let start = self.text.call(&mut self.guest.store, (self.statement, 0))? as usize;
            let bytes = self.guest.memory.data(&self.guest.store).get(start..).unwrap_or(&[]);
            self.answer.extend(bytes.iter().take_while(|&&byte| byte != 0));
            self.answer.push(b'\n');
        }
        self.reset.call(&mut self.guest.store, self.statement)?;
        Ok(())
    }
}

impl Work for Sqlite {
    fn run(&mut self) -> std::result::Result<(), String> {
        self.query().map_err(|error| format!("{:#}", error))
    }

    fn checksum(&self) -> i64 {
        checksum(&self.answer)
    }
}

impl Guest {
    fn start(engine: &Engine, module: &Module) -> Result<Guest> {
        let mut store = Store::new(engine, ());
        let mut linker = Linker::new(engine);
        linker.func_wrap("a", "o", grow)?;
        linker.func_wrap("a", "s", || i32::MIN)?;
        linker.func_wrap("a", "F", empty_environment)?;
        linker.func_wrap("a", "E", |_: u32, _: u32| 0_i32)?;
        linker.define_unknown_imports_as_traps(module)?;
        let instance = linker.instantiate(&mut store, module)?;
        let memory = instance.get_memory(&mut store, "M");
        let memory = memory.ok_or_else(|| Error::msg("the module exports no memory"))?;
        Ok(Guest { store, instance, memory })
    }

    fn function<P: WasmParams, R: WasmResults>(&mut self, name: &str) -> Result<TypedFunc<P, R>> {
        self.instance.get_typed_func(&mut self.store, name)
    }

    fn allocate(&mut self, length: u32) -> Result<u32> {
        self.function::<u32, u32>("Da")?.call(&mut self.store, length)
    }

    fn string(&mut self, text: &str) -> Result<u32> {
        let address = self.allocate(text.len() as u32 + 1)?;
        let bytes = [text.as_bytes(), &[0]].concat();
        self.memory.write(&mut self.store, address as usize, &bytes)?;
        Ok(address)
    }

    fn word(&self, address: u32) -> Result<u32> {
        let mut word = [0; 4];
        self.memory.read(&self.store, address as usize, &mut word)?;
        Ok(u32::from_le_bytes(word))
    }
}

fn check(result: i32, what: &str) -> Result<()> {
    match result {
        0 => Ok(()),
        _ => Err(Error::msg(format!("SQLite answers {} to: {}", result, what))),
    }
}

/// Emscripten's way to grow: to so many bytes; whether it was possible.
fn grow(mut caller: Caller<'_, ()>, bytes: u32) -> Result<i32> {
    let memory = memory(&mut caller)?;
    let wanted = u64::from(bytes).div_ceil(PAGE);
    let have = memory.size(&caller);
    let grown = wanted <= have || memory.grow(&mut caller, wanted - have).is_ok();
    Ok(i32::from(grown))
}

/// No environment variables: a count and a size of 0.
fn empty_environment(mut caller: Caller<'_, ()>, count: u32, size: u32) -> Result<i32> {
    let memory = memory(&mut caller)?;
    memory.write(&mut caller, count as usize, &[0; 4])?;
    memory.write(&mut caller, size as usize, &[0; 4])?;
    Ok(0)
}

fn memory(caller: &mut Caller<'_, ()>) -> Result<Memory> {
    match caller.get_export("M") {
        Some(Extern::Memory(memory)) => Ok(memory),
        _ => Err(Error::msg("the module exports no memory")),
    }
}
