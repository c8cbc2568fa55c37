#!/usr/bin/env bash
# Builds the real serde_derive, in both its ages, and what it expands to natively.
#
#   build-serde-derive.sh
#
# Needs install-toolchains.sh once. Builds what is missing or old, and prints the directory:
#   new.wasm         the current version, unmodified, by rustc's harness with a modern Rust
#   old.wasm         1.0.152 on syn 1, unmodified, the same way
#   old-watt.wasm    1.0.152 on syn 1, Watt-style exports, with Rust 1.63
#   new.expected/, old.expected/    oracle/README.md tells what is in them
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"
. "$RUST_DIR/serde-versions.sh"

SERDE=$CACHE/serde
INPUTS=$ROOT/conformance/src/test/resources/macro/serde

bash "$RUST_DIR/build-macro.sh" "$SERDE/new.wasm" "${NEW_SERDE[@]}"
bash "$RUST_DIR/build-macro.sh" "$SERDE/old.wasm" "${OLD_SERDE[@]}"
bash "$RUST_DIR/build-watt-serde.sh" "$SERDE/old-watt.wasm"

expand() { # OUT PIN...
  bash "$RUST_DIR/oracle/expand.sh" "$1" "$INPUTS" "tokens Serialize Deserialize" "${@:2}"
}
expand "$SERDE/new.expected" "${NEW_SERDE[@]}"
expand "$SERDE/old.expected" "${OLD_SERDE[@]}"
echo "$SERDE"
