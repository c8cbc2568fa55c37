// Sets up the works of works.json for V8. Macros play a tape: TapeHost.java is the same in Java.
import fs from 'node:fs';
import path from 'node:path';

export function prepare(root, name) {
  const resources = path.join(root, 'benchmarks/src/main/resources');
  const entries = JSON.parse(fs.readFileSync(path.join(resources, 'works.json'), 'utf8'));
  const entry = entries.find((candidate) => candidate.name === name);
  if (!entry) {
    throw new Error(`works.json has no work ${name}`);
  }
  const module = new WebAssembly.Module(fs.readFileSync(path.join(root, entry.module)));
  switch (entry.kind) {
    case 'kernel':
      return kernel(module, entry.size);
    case 'macro': {
      const tape = path.join(root, '.build/benchmarks/tapes', `${name}.json`);
      return expansion(module, JSON.parse(fs.readFileSync(tape, 'utf8')));
    }
    default:
      return sqlite(module, fs.readFileSync(path.join(resources, 'join.sql'), 'utf8'));
  }
}

function kernel(module, size) {
  const { run } = new WebAssembly.Instance(module, {}).exports;
  let answer;
  return { run: () => (answer = run(size)), checksum: () => answer };
}

function expansion(module, tape) {
  const bytes = (hex) => Buffer.from(hex, 'hex');
  const inputs = tape.streams.map(bytes);
  const literals = (tape.literals ?? []).map((text) => Buffer.from(text, 'utf8'));
  const parses = new Map();
  for (const [text, stream] of Object.entries(tape.parses)) {
    parses.set(Buffer.from(text, 'utf8').toString('latin1'), bytes(stream));
  }
  const expected = bytes(tape.output);
  let streams = [];
  let buffers = [];
  let texts = [];
  let memory;
  let exports;

  const add = (table, value) => table.push(value) - 1;
  const view = (address, length) => Buffer.from(memory.buffer, address, length);
  const copy = (address, length) => Buffer.from(view(address >>> 0, length));
  const write = (address, value) => value.copy(view(address >>> 0, value.length));
  const imports = {
    token_stream_serialize: (stream) => add(buffers, streams[stream]),
    token_stream_deserialize: (address, length) => add(streams, copy(address, length)),
    token_stream_parse: (address, length) => {
      const text = view(address >>> 0, length).latin1Slice();
      const stream = parses.get(text);
      if (stream === undefined) {
        throw new Error(`not on the tape: ${text}`);
      }
      return add(streams, stream);
    },
    literal_to_string: (literal) => add(texts, literals[literal]),
    string_new: (address, length) => add(texts, copy(address, length)),
    string_len: (text) => texts[text].length,
    string_read: (text, address) => write(address, texts[text]),
    bytes_len: (buffer) => buffers[buffer].length,
    bytes_read: (buffer, address) => write(address, buffers[buffer]),
    print_panic: (text) => {
      throw new Error(`panic: ${texts[text]}`);
    },
  };
  exports = new WebAssembly.Instance(module, { [tape.abi]: imports }).exports;
  memory = exports.memory;
  const macro = exports[tape.export];
  const { raw_to_token_stream: toGuest, token_stream_into_raw: fromGuest } = exports;
  let result;
  return {
    run() {
      streams = inputs.slice();
      buffers = [];
      texts = [];
      const attribute = inputs.length === 2;
      const args = attribute ? toGuest(0) : 0;
      const item = toGuest(inputs.length - 1);
      let made;
      if (tape.record >= 0) {
        made = macro(tape.record, args, item);
      } else {
        made = attribute ? macro(args, item) : macro(item);
      }
      result = streams[fromGuest(made)];
    },
    checksum: () => (expected.equals(result) ? tape.checksum : -1),
  };
}

function sqlite(module, sql) {
  const statements = sql.split(';').map((s) => s.trim()).filter(Boolean);
  const missing = (name) => () => {
    throw new Error(`the guest called a.${name}, which no work needs`);
  };
  const a = {};
  for (const { name } of WebAssembly.Module.imports(module)) {
    a[name] = missing(name);
  }
  let memory;
  a.o = (size) => {
    const wanted = Math.ceil((size >>> 0) / 65536) - memory.buffer.byteLength / 65536;
    try {
      if (wanted > 0) memory.grow(wanted);
      return 1;
    } catch {
      return 0;
    }
  };
  a.s = () => 2147483648;
  a.F = (count, size) => {
    const words = new DataView(memory.buffer);
    words.setUint32(count, 0, true);
    words.setUint32(size, 0, true);
    return 0;
  };
  a.E = () => 0;
  const x = new WebAssembly.Instance(module, { a }).exports;
  memory = x.M;
  x.N();
  const string = (text) => {
    const bytes = Buffer.from(`${text}\0`, 'utf8');
    const address = x.Da(bytes.length);
    bytes.copy(Buffer.from(memory.buffer, address, bytes.length));
    return address;
  };
  const check = (result, what) => {
    if (result !== 0) {
      throw new Error(`SQLite answers ${result} to: ${what}`);
    }
  };
  const word = (address) => new DataView(memory.buffer).getUint32(address, true);
  const out = x.Da(4);
  check(x.Ca(string(':memory:'), out), 'open');
  const database = word(out);
  const query = statements.pop();
  for (const statement of statements) {
    check(x.U(database, string(statement), 0, 0, 0), statement);
  }
  check(x.R(database, string(query), -1, out, 0), query);
  const prepared = word(out);
  let answer;
  return {
    run() {
      answer = '';
      while (x.S(prepared) === 100) {
        const heap = Buffer.from(memory.buffer);
        const start = x.X(prepared, 0);
        answer += `${heap.toString('utf8', start, heap.indexOf(0, start))}\n`;
      }
      x.T(prepared);
    },
    checksum: () => checksum(Buffer.from(answer, 'utf8')),
  };
}

// FNV-1a, 32 bits.
function checksum(bytes) {
  let hash = 0x811c9dc5;
  for (const value of bytes) {
    hash = Math.imul(hash ^ value, 0x01000193);
  }
  return hash >>> 0;
}
