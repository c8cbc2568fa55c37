#!/usr/bin/env bash
# Rebuilds tools/examples/*.wasm from tools/rust/macros.
#
#   build-examples.sh           writes the modules into tools/examples
#   build-examples.sh --check   builds them elsewhere and fails when a committed one differs; with
#                               another compiler than theirs, it only builds them
#
# The same compiler gives the same bytes; the committed modules are from Debian's rustc-web.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

COMMITTED_WITH='rustc 1.96.0'

EXAMPLES=$ROOT/tools/examples
WORK=$CACHE/examples

build_example() { # NAME CRATE_TYPE LINKER [OPTION...]: WORK/NAME.wasm from WORK/NAME.rs
  (
    cd "$WORK"
    export WASM_LD
    wasm_rustc --crate-type "$2" -C linker="$3" --remap-path-prefix="$WORK=." \
      -C opt-level=z -C lto=fat -C codegen-units=1 -C strip=debuginfo \
      -A improper_ctypes_definitions --extern proc_macro \
      "$1.rs" -o "$1.wasm" "${@:4}"
  )
}

use_modern_rust
echo "rust: using $RUST_VERSION ($RUSTC)" >&2
keep_proc_macro
rm -rf "$WORK"
mkdir -p "$WORK"
cp "$RUST_DIR"/macros/*.rs "$WORK"
bash "$RUST_DIR/macros/many.sh" >"$WORK/many.rs"

for name in analyzer api demo kinds echo literals spans counter misbehave many; do
  step "building $name.wasm" build_example "$name" cdylib "$WASM_LD"
done
step "building harness.wasm" \
  build_example harness proc-macro "$RUST_DIR/link-harness.sh" -Zdylib-lto
use_unwinding
keep_proc_macro
step "building unwind.wasm" \
  build_example unwind proc-macro "$RUST_DIR/link-harness.sh" -Zdylib-lto

if [ "${1:-}" != --check ]; then
  mkdir -p "$EXAMPLES"
  install -m 644 "$WORK"/*.wasm "$EXAMPLES"
elif [[ $RUST_VERSION != "$COMMITTED_WITH "* ]]; then
  echo "rust: every module of tools/examples builds; not compared with the committed ones, which" \
    "are from $COMMITTED_WITH" >&2
else
  for module in "$WORK"/*.wasm; do
    cmp "$module" "$EXAMPLES/${module##*/}" || die "${module##*/} is not what its source builds to"
  done
  echo "rust: every module in tools/examples is what its source builds to" >&2
fi
