#!/usr/bin/env bash
# Expands macros natively over a directory of inputs; README.md describes the files it writes.
#
#   expand.sh OUT INPUTS "MACRO..." serde_derive=VERSION DEPENDENCY=VERSION...
. "$(dirname "${BASH_SOURCE[0]}")/../toolchain.sh"

[ $# -ge 4 ] || die 'usage: expand.sh OUT INPUTS "MACRO..." serde_derive=VERSION PIN...'
OUT=$1
INPUTS=$2
MACROS=$3
PINS=("${@:4}")
NAME=${4/=/-}
WORK=$CACHE/oracle/$NAME
ORACLE=$WORK/target/release/liboracle.so

build_oracle() {
  local entry=$WORK/serde_derive/src/lib.rs
  copy_macro_crate "$NAME" "$WORK/serde_derive" ''
  sed -i '/^#\[proc_macro_derive/d' "$entry"
  mkdir -p "$WORK/oracle"
  cp -r "$RUST_DIR/oracle/src" "$WORK/oracle"
  cp -r "$RUST_DIR/macros" "$WORK"
  sed -i 's/extern "C" fn/extern "C-unwind" fn/' "$WORK"/macros/*.rs # for panic messages
  cat >"$WORK/oracle/Cargo.toml" <<'MANIFEST'
[package]
name = "oracle"
version = "0.0.0"
edition = "2021"
[lib]
proc-macro = true
[dependencies]
serde_derive = { path = "../serde_derive" }
[workspace]
MANIFEST
  export RUSTC RUSTC_BOOTSTRAP=1 # the examples use all of proc_macro
  (cd "$WORK/oracle" && offline_cargo build --release --target-dir "$WORK/target")
  [ -e "$ORACLE" ] || ln -s liboracle.dylib "$ORACLE" # macOS
}

# One job a line: macro, input, output.
list_jobs() { # DIRECTORY
  local input macro
  for input in "$INPUTS"/*.rs; do
    for macro in $MACROS; do
      printf '%s\t%s\t%s\n' "$macro" "$input" "$1/$(basename "$input" .rs).$macro"
    done
  done
}

run_oracle() {
  rm -rf "$OUT" "$WORK/out"
  mkdir -p "$WORK/out" "$(dirname "$OUT")"
  list_jobs "$WORK/out" >"$WORK/jobs"
  echo 'oracle::expand!();' >"$WORK/run.rs"
  ORACLE_JOBS=$WORK/jobs "$RUSTC" --edition 2021 --crate-type lib --emit metadata \
    --extern oracle="$ORACLE" --out-dir "$WORK" "$WORK/run.rs"
  mv "$WORK/out" "$OUT"
}

use_modern_rust
sources=("$RUST_DIR"/oracle/expand.sh "$RUST_DIR"/oracle/src/* "$RUST_DIR"/macros/*)
oracle_inputs="${PINS[*]} $RUST_VERSION $(hash_of "${sources[@]}")"
if ! same_inputs "$ORACLE" "$oracle_inputs"; then
  keep_sources "${PINS[@]}"
  rm -rf "$WORK"
  mkdir -p "$WORK"
  step "building the oracle with $NAME" build_oracle
  remember_inputs "$ORACLE" "$oracle_inputs"
fi
inputs="$MACROS $oracle_inputs $(hash_of "$INPUTS"/*.rs) $(ls "$INPUTS" | paste -sd' ')"
if ! same_inputs "$OUT" "$inputs"; then
  step "expanding $(ls "$INPUTS" | wc -l) inputs natively ($NAME)" run_oracle
  remember_inputs "$OUT" "$inputs"
fi
