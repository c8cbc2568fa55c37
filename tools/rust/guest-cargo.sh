#!/usr/bin/env bash
# cargo for macro crates, as `pithos build-macro` calls it; run it yourself only to look closer.
#
#   guest-cargo.sh prepare PANIC           builds the guest's libraries: once for each Rust
#   guest-cargo.sh run ARGUMENT...         cargo on this machine's behalf: metadata, update
#   guest-cargo.sh build PANIC LIBRARY MANIFEST ARGUMENT...
#                                          builds the macro crate whose name in Rust is LIBRARY to
#                                          wasm, and prints the module's path
#
# PANIC is what a panic does: abort, or unwind, which the macro can catch.
# MANIFEST gives the macro crate's library the type cdylib: wrap-rustc.sh says why. cargo runs in the
# current directory, so that a project's own .cargo/config.toml counts. Release build, opt-level 3,
# optimised as a whole (RATIONALE.md says why), function names kept.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

build() { # LIBRARY MANIFEST ARGUMENT...
  local library=$1 manifest=$2 target
  shift 2
  keep_proc_macro
  # cargo does not know of the guest's crate: another one gets a folder of its own.
  target=$CACHE/target-$PANIC-$(hash_of "$PROC_MACRO.inputs" "$RUST_DIR"/{wrap-rustc,link-harness}.sh |
    cut -c 1-12)
  [ -d "$target" ] || rm -rf "$CACHE"/target-"$PANIC"-*
  [ -z "${PITHOS_COLD_TARGET:-}" ] || target=$PITHOS_COLD_TARGET # build-parity.sh measures builds
  mkdir -p "$target"
  export PITHOS_SPEC=$SPEC PITHOS_SYSROOT=$SYSROOT PITHOS_PANIC=$PANIC PITHOS_CRATE=$library
  export WASM_LD
  export PITHOS_LINKER=$RUST_DIR/link-harness.sh RUSTC_WRAPPER=$RUST_DIR/wrap-rustc.sh
  export RUSTC RUSTC_BOOTSTRAP=1
  unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_RUSTFLAGS CARGO_BUILD_TARGET
  # All versions of a crate have one file name here, and cargo would take another's for this one's.
  rm -f "$target/$TARGET/release/$library.wasm" "$target/$TARGET/release/deps/$library.wasm"
  "$CARGO" build --release -Zjson-target-spec --target "$SPEC" --target-dir "$target" \
    --manifest-path "$manifest" --config 'profile.release.strip = "none"' \
    --config 'profile.release.panic = "'$PANIC'"' --config 'profile.release.lto = "fat"' \
    --config 'profile.release.codegen-units = 1' "$@" >&2
  printf '%s\n' "$target/$TARGET/release/$library.wasm"
}

use_panic() { # PANIC
  case $1 in
    abort) ;;
    unwind) use_unwinding ;;
    *) die "$1: a panic can abort or unwind" ;;
  esac
}

use_modern_rust
case ${1:-} in
  prepare)
    use_panic "${2:-}"
    keep_proc_macro
    ;;
  run) RUSTC=$RUSTC exec "$CARGO" "${@:2}" ;;
  build)
    use_panic "${2:-}"
    build "${@:3}"
    ;;
  *) die "usage: guest-cargo.sh prepare PANIC | run ARGUMENT... | build PANIC LIBRARY MANIFEST ARGUMENT..." ;;
esac
