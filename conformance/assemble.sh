#!/bin/sh
# Assembles WebAssembly text, each FILE.wat to FILE.wasm beside it:
#   conformance/assemble.sh conformance/src/test/resources/control/*.wat
# Needs cargo, for the assembler of the wat crate, which is built once under .build; and wabt's
# wat2wasm for text with the legacy form of exceptions, which that crate does not know.
set -eu

version=1.263.0
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
build=$root/.build/assemble
assemble=$build/$version/target/release/assemble

if [ $# -eq 0 ]; then
  echo 'Usage: conformance/assemble.sh FILE.wat...' >&2
  exit 2
fi

if [ ! -x "$assemble" ]; then
  echo "assemble: building the assembler of wat $version" >&2
  mkdir -p "$build/$version/src"
  cat >"$build/$version/Cargo.toml" <<END
[package]
name = "assemble"
version = "0.1.0"
edition = "2021"

[dependencies]
wat = "=$version"

[workspace]
END
  cat >"$build/$version/src/main.rs" <<'END'
fn main() {
    for file in std::env::args().skip(1) {
        match wat::parse_file(&file) {
            Ok(wasm) => std::fs::write(std::path::Path::new(&file).with_extension("wasm"), wasm).unwrap(),
            Err(error) => {
                eprintln!("{error}");
                std::process::exit(1);
            }
        }
    }
}
END
  cargo build --quiet --release --manifest-path "$build/$version/Cargo.toml"
fi

for file; do
  if grep -q '^ *(try\b' "$file"; then
    wat2wasm --enable-exceptions --debug-names "$file" -o "${file%.wat}.wasm"
  else
    "$assemble" "$file"
  fi
done
