// The driver of V8, in Node: runs the works of works.json as the JVM's drivers do (Driver.java tells
// the conversation on standard input and output). Works are set up in works.mjs.
//   node driver.mjs ROOT
import readline from 'node:readline';
import { prepare } from './works.mjs';

const root = process.argv[2] ?? '.';
let work;

function run(budget) {
  const samples = [];
  const begin = process.hrtime.bigint();
  let now = begin;
  do {
    work.run();
    const then = now;
    now = process.hrtime.bigint();
    samples.push(Number(now - then));
  } while (now - begin < budget);
  samples.sort((a, b) => a - b);
  return [samples[samples.length >> 1], samples.length, work.checksum()].join('\t');
}

function answer([request, argument]) {
  switch (request) {
    case 'version':
      return `V8 ${process.versions.v8} (Node ${process.versions.node})`;
    case 'prepare': {
      const start = process.hrtime.bigint();
      work = prepare(root, argument);
      return `ok\t${process.hrtime.bigint() - start}`;
    }
    case 'run':
      return run(BigInt(argument) * 1_000_000n);
    default:
      return `error\tno such request: ${request}`;
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  let said;
  try {
    said = answer(line.split('\t'));
  } catch (error) {
    said = `error\t${String(error).replace(/\s+/g, ' ')}`;
  }
  process.stdout.write(`${said}\n`);
});
