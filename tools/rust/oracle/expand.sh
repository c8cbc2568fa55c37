#!/usr/bin/env bash
# Expands serde_derive natively over a directory of inputs; README.md describes the files it writes.
#
#   expand.sh OUT INPUTS serde_derive=VERSION DEPENDENCY=VERSION...
. "$(dirname "${BASH_SOURCE[0]}")/../toolchain.sh"

[ $# -ge 3 ] || die "usage: expand.sh OUT INPUTS serde_derive=VERSION DEPENDENCY=VERSION..."
OUT=$1
INPUTS=$2
NAME=${3/=/-}
WORK=$CACHE/oracle/$NAME
ORACLE=$WORK/target/release/liboracle.so

build_oracle() {
  local entry=$WORK/serde_derive/src/lib.rs
  copy_macro_crate "$NAME" "$WORK/serde_derive" ''
  sed -i '/^#\[proc_macro_derive/d' "$entry"
  mkdir -p "$WORK/oracle"
  cp -r "$RUST_DIR/oracle/src" "$WORK/oracle/src"
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
  export RUSTC
  (cd "$WORK/oracle" && offline_cargo build --release --target-dir "$WORK/target")
  [ -e "$ORACLE" ] || ln -s liboracle.dylib "$ORACLE" # macOS
}

# One job a line: macro, input, output.
list_jobs() { # DIRECTORY
  local input macro
  for input in "$INPUTS"/*.rs; do
    for macro in tokens Serialize Deserialize; do
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
oracle_inputs="${*:3} $RUST_VERSION $(hash_of "$RUST_DIR"/oracle/expand.sh "$RUST_DIR"/oracle/src/*)"
if ! same_inputs "$ORACLE" "$oracle_inputs"; then
  keep_sources "${@:3}"
  rm -rf "$WORK"
  mkdir -p "$WORK"
  step "building the oracle with $NAME" build_oracle
  remember_inputs "$ORACLE" "$oracle_inputs"
fi
inputs="$oracle_inputs $(hash_of "$INPUTS"/*.rs) $(ls "$INPUTS" | paste -sd' ')"
if ! same_inputs "$OUT" "$inputs"; then
  step "expanding $(ls "$INPUTS" | wc -l) inputs with $NAME natively" run_oracle
  remember_inputs "$OUT" "$inputs"
fi
