//! The tape of an expansion, and the host that plays it: `Tape.java` and `TapeHost.java` are the same
//! in Java.

use crate::entry::{field_of, Entry};
use std::collections::HashMap;
use std::fs;
use std::rc::Rc;
use tinyjson::JsonValue;

type Bytes = Rc<[u8]>;

pub struct Tape {
    /// What the guest imports from.
    pub abi: String,
    /// The function that runs the macro.
    pub export: String,
    /// The address of the macro's declaration; negative without one.
    pub record: i32,
    streams: Vec<Bytes>,
    literals: Vec<Bytes>,
    parses: HashMap<Vec<u8>, Bytes>,
    output: Vec<u8>,
    checksum: i64,
}

impl Tape {
    pub fn read(entry: &Entry) -> Result<Tape, String> {
        let path = format!(".build/benchmarks/tapes/{}.json", entry.required("name")?);
        let text = fs::read_to_string(&path)
            .map_err(|_| format!("{} is missing: benchmarks/prepare.sh records it", path))?;
        let tape: JsonValue = text.parse().map_err(|error| format!("{}: {}", path, error))?;
        Tape::of(&tape).ok_or_else(|| format!("{} is no tape", path))
    }

    fn of(tape: &JsonValue) -> Option<Tape> {
        let field = |name: &str| field_of(tape, name);
        let texts = |name: &str| -> Option<Vec<String>> {
            let list: &Vec<JsonValue> = match field(name) {
                Some(list) => list.get()?,
                None => return Some(Vec::new()),
            };
            list.iter().map(|text| text.get::<String>().cloned()).collect()
        };
        let parses: &HashMap<String, JsonValue> = field("parses")?.get()?;
        Some(Tape {
            abi: field("abi")?.get::<String>()?.clone(),
            export: field("export")?.get::<String>()?.clone(),
            record: *field("record")?.get::<f64>()? as i32,
            streams: texts("streams")?.iter().map(|text| hex(text)).collect::<Option<_>>()?,
            literals: texts("literals")?.iter().map(|text| text.as_bytes().into()).collect(),
            parses: parses
                .iter()
                .map(|(text, stream)| {
                    Some((text.clone().into_bytes(), hex(stream.get::<String>()?)?))
                })
                .collect::<Option<_>>()?,
            output: hex(field("output")?.get::<String>()?)?.to_vec(),
            checksum: *field("checksum")?.get::<f64>()? as i64,
        })
    }

    /// Whether the macro takes arguments, as stream 0, before its item.
    pub fn is_attribute(&self) -> bool {
        self.streams.len() == 2
    }

    /// The stream of the item.
    pub fn item(&self) -> u32 {
        self.streams.len() as u32 - 1
    }
}

fn hex(text: &str) -> Option<Bytes> {
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
        .collect()
}

/// The tables that a guest's handles count into, for one expansion at a time.
pub struct TapeHost {
    tape: Rc<Tape>,
    streams: Vec<Bytes>,
    buffers: Vec<Bytes>,
    texts: Vec<Bytes>,
    result: Option<Bytes>,
}

impl TapeHost {
    pub fn new(tape: Rc<Tape>) -> TapeHost {
        let none = Vec::new;
        TapeHost { tape, streams: none(), buffers: none(), texts: none(), result: None }
    }

    /// Empties the tables, but for the streams that go in.
    pub fn start(&mut self) {
        self.streams.clear();
        self.buffers.clear();
        self.texts.clear();
        self.streams.extend(self.tape.streams.iter().cloned());
    }

    /// The stream that comes out.
    pub fn finish(&mut self, stream: u32) {
        self.result = self.streams.get(stream as usize).cloned();
    }

    pub fn checksum(&self) -> i64 {
        match &self.result {
            Some(result) if **result == *self.tape.output => self.tape.checksum,
            _ => -1,
        }
    }

    pub fn serialize(&mut self, stream: u32) -> u32 {
        add(&mut self.buffers, self.streams[stream as usize].clone())
    }

    pub fn deserialize(&mut self, bytes: &[u8]) -> u32 {
        add(&mut self.streams, bytes.into())
    }

    pub fn parse(&mut self, text: &[u8]) -> Result<u32, String> {
        match self.tape.parses.get(text) {
            Some(stream) => Ok(add(&mut self.streams, stream.clone())),
            None => Err(format!("not on the tape: {}", String::from_utf8_lossy(text))),
        }
    }

    pub fn literal_to_string(&mut self, literal: u32) -> u32 {
        add(&mut self.texts, self.tape.literals[literal as usize].clone())
    }

    pub fn string_new(&mut self, text: &[u8]) -> u32 {
        add(&mut self.texts, text.into())
    }

    pub fn text(&self, text: u32) -> &Bytes {
        &self.texts[text as usize]
    }

    pub fn buffer(&self, buffer: u32) -> &Bytes {
        &self.buffers[buffer as usize]
    }
}

fn add(table: &mut Vec<Bytes>, value: Bytes) -> u32 {
    table.push(value);
    table.len() as u32 - 1
}
