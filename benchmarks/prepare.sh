#!/bin/sh
# Fetches and builds what the works of works.json run, and records the macros' tapes; safe to run
# again:
#   benchmarks/prepare.sh
# Macro crates need tools/rust/install-toolchains.sh once, the applications npm. Building wasmtime takes
# ten minutes on one processor. What it makes lies in .build/benchmarks and .build/rust.
set -eu
. "$(dirname -- "$0")/build.sh"
rust=$root/tools/rust
made=$root/.build/benchmarks

"$rust/build-serde-derive.sh" >/dev/null
mkdir -p "$root/.build/rust/bench"
for crate in thiserror-impl=2.0.17 async-trait=0.1.89 tracing-attributes=0.1.30; do
  "$root/pithos" build-macro --crate "$crate" --pin syn=2.0.119 --pin quote=1.0.47 \
    --pin proc-macro2=1.0.107 --pin unicode-ident=1.0.27 \
    -o "$root/.build/rust/bench/${crate%%=*}.wasm"
done

mkdir -p "$made/npm"
cp "$root/benchmarks/js/package.json" "$made/npm"
(cd "$made/npm" && npm install --silent --no-package-lock --ignore-scripts)

"$root/benchmarks/kernels/build.sh" --native "$made/native"
"$root/benchmarks/rust/build.sh" >/dev/null

cd "$root"
"$java" -cp "$classpath" dev.pithos.benchmarks.work.TapeRecorder
