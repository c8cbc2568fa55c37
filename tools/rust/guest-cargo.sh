#!/usr/bin/env bash
# cargo for macro crates, as `pithos build-macro` calls it; run it yourself only to look closer.
#
#   guest-cargo.sh prepare                 builds the guest's libraries: once for each Rust
#   guest-cargo.sh run ARGUMENT...         cargo on this machine's behalf: metadata, update
#   guest-cargo.sh build LIBRARY MANIFEST ARGUMENT...
#                                          builds the macro crate whose name in Rust is LIBRARY to
#                                          wasm, and prints the module's path
#
# MANIFEST gives the macro crate's library the type cdylib: wrap-rustc.sh says why. cargo runs in the
# current directory, so that a project's own .cargo/config.toml counts. Release build, opt-level 3,
# function names kept.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

build() { # LIBRARY MANIFEST ARGUMENT...
  local library=$1 manifest=$2 target
  shift 2
  keep_proc_macro
  # cargo does not know of the guest's crate: another one gets a folder of its own.
  target=$CACHE/target-$(hash_of "$PROC_MACRO.inputs" "$RUST_DIR"/{wrap-rustc,link-harness}.sh |
    cut -c 1-12)
  [ -d "$target" ] || rm -rf "$CACHE"/target-*
  mkdir -p "$target"
  export PITHOS_SPEC=$SPEC PITHOS_SYSROOT=$SYSROOT PITHOS_CRATE=$library WASM_LD
  export PITHOS_LINKER=$RUST_DIR/link-harness.sh RUSTC_WRAPPER=$RUST_DIR/wrap-rustc.sh
  export RUSTC RUSTC_BOOTSTRAP=1
  unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS CARGO_BUILD_TARGET
  rm -f "$target/$TARGET/release/$library.wasm"
  "$CARGO" build --release -Zjson-target-spec --target "$SPEC" --target-dir "$target" \
    --manifest-path "$manifest" --config 'profile.release.strip = "none"' "$@" >&2
  printf '%s\n' "$target/$TARGET/release/$library.wasm"
}

use_modern_rust
case ${1:-} in
  prepare) keep_proc_macro ;;
  run) RUSTC=$RUSTC exec "$CARGO" "${@:2}" ;;
  build) build "${@:2}" ;;
  *) die "usage: guest-cargo.sh prepare | run ARGUMENT... | build LIBRARY MANIFEST ARGUMENT..." ;;
esac
