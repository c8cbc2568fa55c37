#!/usr/bin/env bash
# Builds the real serde_derive, in all its ages, and what it expands to natively.
#
#   build-serde-derive.sh
#
# Needs install-toolchains.sh once. Builds what is missing or old, and prints the directory:
#   new.wasm             the current version, unmodified, by rustc's harness with a modern Rust
#   old.wasm             1.0.152 on syn 1, unmodified, the same way
#   old-watt.wasm        1.0.152 on syn 1, Watt-style exports, with Rust 1.63
#   published-watt.wasm  1.0.137 on syn 1, for Watt 0.4, as the crate wa-serde-derive has it
#   new.expected/, old.expected/, published.expected/    oracle/README.md tells what is in them
# The build of a module takes toolchain.sh's lock itself: this script must not hold it meanwhile.
export PITHOS_RUST_LOCKED=yes
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"
. "$RUST_DIR/serde-versions.sh"

SERDE=$CACHE/serde
INPUTS=$ROOT/conformance/src/test/resources/macro/serde

# The module of CRATE=VERSION, with these versions of what it depends on.
build_module() { # OUT CRATE=VERSION DEPENDENCY=VERSION...
  local inputs pins=() pin
  inputs="${*:2} $(cat "$PROC_MACRO.inputs") $(hash_of "$RUST_DIR"/*.sh)"
  same_inputs "$1" "$inputs" && return
  for pin in "${@:3}"; do pins+=(--pin "$pin"); done
  step "building $2 to wasm" env -u PITHOS_RUST_LOCKED \
    "$ROOT/pithos" build-macro --crate "$2" "${pins[@]}" -o "$1"
  remember_inputs "$1" "$inputs"
}

use_modern_rust
bash "$RUST_DIR/guest-cargo.sh" prepare abort
mkdir -p "$SERDE"
build_module "$SERDE/new.wasm" "${NEW_SERDE[@]}"
build_module "$SERDE/old.wasm" "${OLD_SERDE[@]}"
bash "$RUST_DIR/build-watt-serde.sh" "$SERDE/old-watt.wasm"
keep_sources "${PUBLISHED_WATT[@]}"
install -m 644 "$SOURCES"/wa-serde-derive-*/src/serde_derive.wasm "$SERDE/published-watt.wasm"

expand() { # OUT PIN...
  bash "$RUST_DIR/oracle/expand.sh" "$1" "$INPUTS" "tokens Serialize Deserialize" "${@:2}"
}
expand "$SERDE/new.expected" "${NEW_SERDE[@]}"
expand "$SERDE/old.expected" "${OLD_SERDE[@]}"
expand "$SERDE/published.expected" "${PUBLISHED_SERDE[@]}"
echo "$SERDE"
