#!/usr/bin/env bash
# Builds a macro crate of the Rust crate registry, unmodified, to a wasm module.
#
#   build-macro.sh OUT.wasm CRATE=VERSION [DEPENDENCY=VERSION...]
#
# rustc's own harness makes the entry points (proc_macro/README.md says how a host reads them).
# Release build, opt-level 3, function names kept.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

[ $# -ge 2 ] || die "usage: build-macro.sh OUT.wasm CRATE=VERSION [DEPENDENCY=VERSION...]"
OUT=$1
NAME=${2/=/-}
LIBRARY=${2%%=*}
LIBRARY=${LIBRARY//-/_}
WORK=$CACHE/macros/$NAME

build_crate() {
  export PITHOS_SPEC=$SPEC PITHOS_SYSROOT=$SYSROOT PITHOS_CRATE=$LIBRARY
  export PITHOS_LINKER=$RUST_DIR/link-harness.sh WASM_LD
  export RUSTC RUSTC_BOOTSTRAP=1 RUSTC_WRAPPER=$RUST_DIR/wrap-rustc.sh
  export RUSTFLAGS="--remap-path-prefix=$WORK=. --remap-path-prefix=$SOURCES=."
  (
    cd "$WORK/crate"
    offline_cargo build --release -Zjson-target-spec --target "$SPEC" \
      --target-dir "$WORK/target" --config 'profile.release.strip = "none"'
  )
}

use_modern_rust
keep_proc_macro
inputs="${*:2} $(cat "$PROC_MACRO.inputs") $(hash_of "$RUST_DIR"/*.sh)"
if ! same_inputs "$OUT" "$inputs"; then
  keep_sources "${@:2}"
  rm -rf "$WORK"
  mkdir -p "$WORK" "$(dirname "$OUT")"
  copy_macro_crate "$NAME" "$WORK/crate" 'crate-type = ["cdylib"]'
  echo '[workspace]' >>"$WORK/crate/Cargo.toml"
  step "building $NAME to wasm" build_crate
  install -m 644 "$WORK/target/$TARGET/release/$LIBRARY.wasm" "$OUT"
  remember_inputs "$OUT" "$inputs"
  rm -rf "$WORK"
fi
