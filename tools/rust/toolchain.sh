# Finds the Rust tools that build guest modules, and keeps what they build. Sourced, never run.
#
#   use_modern_rust   sets RUSTC, CARGO, RUST_LIBRARY (the standard library's sources), WASM_LD
#   use_old_rust      the same for Debian's Rust 1.63, run through old_rustc
#   keep_sysroot      builds the standard library for $SPEC into $SYSROOT, once
#   keep_proc_macro   builds our proc_macro crate for $SPEC into $PROC_MACRO, once
#
# What is built lies in .build/rust at the project's root: delete it at any time.

set -euo pipefail

RUST_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$RUST_DIR/../.." && pwd)
CACHE=$ROOT/.build/rust
TARGET=wasm32-pithos # only the file's name: rustc names the target after it
SPEC=$CACHE/$TARGET.json

die() {
  echo "rust: $*" >&2
  exit 1
}

# Runs a step quietly: its output is shown only when it fails. $1 says what it does.
step() {
  local what=$1 log
  shift
  log=$(mktemp)
  echo "rust: $what" >&2
  if ! "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    die "failed: $what"
  fi
  rm -f "$log"
}

# Whether OUTPUT was made from exactly these inputs; remember_inputs records them afterwards.
same_inputs() { # OUTPUT TEXT
  [ -e "$1" ] && [ "$(cat "$1.inputs" 2>/dev/null)" = "$2" ]
}
remember_inputs() { # OUTPUT TEXT
  printf '%s\n' "$2" >"$1.inputs"
}

hash_of() { # FILE...: one hash of the files' contents
  cat "$@" | sha256sum | cut -d' ' -f1
}

# The first rustc that comes with the standard library's sources: rustup's with its rust-src
# component, or Debian's rustc-web with rust-web-src.
use_modern_rust() {
  local candidate sysroot
  for candidate in "${PITHOS_RUSTC:-}" "$(command -v rustc || true)" /usr/bin/rustc; do
    [ -x "$candidate" ] || continue
    sysroot=$("$candidate" --print sysroot 2>/dev/null) || continue
    [ -f "$sysroot/lib/rustlib/src/rust/library/std/Cargo.toml" ] || continue
    RUSTC=$sysroot/bin/rustc
    CARGO=$sysroot/bin/cargo
    RUST_LIBRARY=$sysroot/lib/rustlib/src/rust/library
    RUST_VERSION=$("$RUSTC" --version)
    WASM_LD=$(command -v wasm-ld || ls "$sysroot"/lib/rustlib/*/bin/rust-lld 2>/dev/null | head -1)
    [ -x "$CARGO" ] || die "$RUSTC has no cargo beside it (Debian's package is cargo-web)"
    [ -x "$WASM_LD" ] || die "no wasm-ld found (Debian's package is lld)"
    SYSROOT=$CACHE/sysroot-$(echo "$RUST_VERSION" | cut -d' ' -f2)
    PROC_MACRO=$SYSROOT/libproc_macro.rlib
    return
  done
  die "no Rust with its standard library's sources: run tools/rust/install-toolchains.sh"
}

# rustc for $SPEC. A target specification of one's own and a shadowed proc_macro are unstable.
wasm_rustc() {
  RUSTC_BOOTSTRAP=1 "$RUSTC" -Zunstable-options --target "$SPEC" --sysroot "$SYSROOT" \
    --remap-path-prefix="$RUST_LIBRARY=/rust/library" --edition 2021 -C panic=abort "$@"
}

# wasm32-unknown-unknown, with crates of the type proc-macro allowed.
keep_spec() {
  mkdir -p "$CACHE"
  RUSTC_BOOTSTRAP=1 "$RUSTC" -Zunstable-options --print target-spec-json \
    --target wasm32-unknown-unknown | sed 's/"only-cdylib": true/"only-cdylib": false/' >"$SPEC"
}

keep_sysroot() {
  local inputs build=$CACHE/sysroot-build libraries=$SYSROOT/lib/rustlib/$TARGET/lib
  keep_spec
  inputs="$RUST_VERSION $(hash_of "$SPEC")"
  same_inputs "$libraries" "$inputs" && return
  rm -rf "$build" "$SYSROOT"
  mkdir -p "$build/src" "$build/.cargo" "$libraries"
  echo '#![no_std]' >"$build/src/lib.rs"
  cat >"$build/Cargo.toml" <<'MANIFEST'
[package]
name = "sysroot"
version = "0.0.0"
edition = "2021"
[profile.release]
strip = "none"
[workspace]
MANIFEST
  if [ -d "$RUST_LIBRARY/vendor" ]; then # Debian's sources bring what they depend on
    printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s"\n' \
      "$RUST_LIBRARY/vendor" >"$build/.cargo/config.toml"
  fi
  step "building the standard library for wasm32 (once, about a minute)" build_sysroot "$build"
  cp "$build/target/$TARGET/release/deps/"*.rlib "$libraries"
  rm -f "$libraries"/libsysroot-*.rlib
  rm -rf "$build"
  remember_inputs "$libraries" "$inputs"
}

build_sysroot() { # DIRECTORY
  (
    cd "$1"
    export RUSTC RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$1/target
    export RUSTFLAGS="-C embed-bitcode=yes --remap-path-prefix=$RUST_LIBRARY=/rust/library"
    unset RUSTC_WRAPPER CARGO_ENCODED_RUSTFLAGS
    "$CARGO" build --release -Zjson-target-spec -Zbuild-std=std,panic_abort --target "$SPEC"
  )
}

keep_proc_macro() {
  local inputs
  keep_sysroot
  inputs="$(cat "$SYSROOT/lib/rustlib/$TARGET/lib.inputs") $(hash_of "$RUST_DIR"/proc_macro/src/*.rs)"
  same_inputs "$PROC_MACRO" "$inputs" && return
  step "building the guest's proc_macro crate" build_proc_macro
  remember_inputs "$PROC_MACRO" "$inputs"
}

build_proc_macro() {
  (
    cd "$RUST_DIR/proc_macro"
    wasm_rustc --crate-name proc_macro --crate-type rlib -C opt-level=3 -C embed-bitcode=yes \
      src/lib.rs -o "$PROC_MACRO"
  )
}
