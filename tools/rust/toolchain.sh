# Finds the Rust tools that build guest modules, and keeps what they build. Sourced, never run.
#
#   use_modern_rust   sets RUSTC, CARGO, RUST_LIBRARY (the standard library's sources), WASM_LD
#   use_unwinding     has all that follows be for modules that catch panics; without, panics abort
#   use_old_rust      sets OLD_RUSTC, a Rust 1.63 with its wasm32-unknown-unknown
#   keep_sysroot      builds the standard library for $SPEC into $SYSROOT, once
#   keep_proc_macro   puts our proc_macro crate into $SYSROOT, once
#   keep_sources      fetches a crate and its dependencies from the Rust crate registry, once
#
# What is built lies in .build/rust at the project's root: delete it at any time. Scripts wait for one
# another. Exit status: 1 when something fails, 2 when no fitting Rust is installed.

set -euo pipefail

RUST_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$RUST_DIR/../.." && pwd)
mkdir -p "$ROOT/.build/rust"
CACHE=$(cd "$ROOT/.build/rust" && pwd -P) # rustc finds no std in a folder that is a symbolic link
TARGET=pithos-wasm # not wasm32-...: by that name proc-macro2 would leave out proc_macro
SPEC=$CACHE/$TARGET.json
PANIC=abort

die() {
  echo "rust: $*" >&2
  exit 1
}

no_rust() {
  echo "rust: $*: run tools/rust/install-toolchains.sh" >&2
  exit 2
}

# One script at a time, the scripts that it calls included.
if [ -z "${PITHOS_RUST_LOCKED:-}" ] && command -v flock >/dev/null; then
  export PITHOS_RUST_LOCKED=yes
  exec 9>"$CACHE/lock"
  flock 9
fi

# Runs a step quietly: only when it fails are the first lines of its output shown.
step() { # WHAT COMMAND...
  local what=$1 log
  shift
  log=$(mktemp)
  echo "rust: $what" >&2
  "$@" >"$log" 2>&1 & # in a condition, a function would run on after a failing command
  if ! wait $!; then
    head -n 60 "$log" >&2
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

# PITHOS_RUSTC, or the first rustc that comes with the standard library's sources: rustup's with its
# rust-src component, or Debian's rustc-web with rust-web-src.
use_modern_rust() {
  local candidate sysroot candidates=("$(command -v rustc || true)" /usr/bin/rustc)
  [ -z "${PITHOS_RUSTC:-}" ] || candidates=("$PITHOS_RUSTC")
  for candidate in "${candidates[@]}"; do
    [ -x "$candidate" ] || continue
    sysroot=$("$candidate" --print sysroot 2>/dev/null) || continue
    [ -f "$sysroot/lib/rustlib/src/rust/library/std/Cargo.toml" ] || continue
    RUSTC=$sysroot/bin/rustc
    CARGO=$sysroot/bin/cargo
    RUST_LIBRARY=$sysroot/lib/rustlib/src/rust/library
    RUST_VERSION=$("$RUSTC" --version)
    WASM_LD=$(command -v wasm-ld || ls "$sysroot"/lib/rustlib/*/bin/rust-lld 2>/dev/null || true)
    [ -x "$CARGO" ] || no_rust "$RUSTC has no cargo beside it"
    [ -x "$WASM_LD" ] || no_rust "no wasm-ld"
    use_sysroot "$CACHE/sysroot-$(echo "$RUST_VERSION" | cut -d' ' -f2)"
    return
  done
  no_rust "no Rust with its standard library's sources${PITHOS_RUSTC:+ is $PITHOS_RUSTC}"
}

use_sysroot() { # DIRECTORY
  SYSROOT=$1
  SYSROOT_LIB=$SYSROOT/lib/rustlib/$TARGET/lib
  PROC_MACRO=$SYSROOT_LIB/libproc_macro.rlib
}

# After use_modern_rust. Two standard libraries: one that unwinds has WebAssembly exceptions in it,
# which not every engine that runs Watt's modules has.
use_unwinding() {
  PANIC=unwind
  SPEC=$CACHE/unwind/$TARGET.json
  use_sysroot "$SYSROOT-unwind"
}

# A Rust from before bulk memory and sign extension were switched on: Debian's packages, unpacked by
# install-toolchains.sh, or rustup's toolchain 1.63 with the wasm32-unknown-unknown target.
use_old_rust() {
  local sysroot
  OLD_RUSTC=$CACHE/debian-rust-1.63/rustc
  [ -x "$OLD_RUSTC" ] && return
  if OLD_RUSTC=$(rustup which --toolchain 1.63 rustc 2>/dev/null); then
    sysroot=$("$OLD_RUSTC" --print sysroot)
    [ -d "$sysroot/lib/rustlib/wasm32-unknown-unknown" ] && return
  fi
  no_rust "no Rust 1.63 for wasm32-unknown-unknown"
}

# rustc for $SPEC. A target specification of one's own and a shadowed proc_macro are unstable.
wasm_rustc() {
  RUSTC_BOOTSTRAP=1 "$RUSTC" -Zunstable-options --target "$SPEC" --sysroot "$SYSROOT" \
    --remap-path-prefix="$RUST_LIBRARY=/rust/library" --edition 2021 -C panic=$PANIC "$@"
}

# wasm32-unknown-unknown, with crates of the type proc-macro allowed, and with an operating system of
# its own: where that is `unknown`, syn 1 and quote 1 leave out all that touches proc_macro. Only the
# standard library is told `unknown` too (build_sysroot).
keep_spec() {
  local panics=
  [ $PANIC = abort ] ||
    panics='; s/"panic-strategy": "abort"/"features": "+exception-handling"/'
  mkdir -p "$(dirname "$SPEC")"
  RUSTC_BOOTSTRAP=1 "$RUSTC" -Zunstable-options --print target-spec-json \
    --target wasm32-unknown-unknown |
    sed 's/"only-cdylib": true/"only-cdylib": false/; s/"os": "unknown"/"os": "pithos"/'"$panics" >"$SPEC"
}

keep_sysroot() {
  local inputs build=$CACHE/sysroot-build-$PANIC
  keep_spec
  inputs="$RUST_VERSION $(hash_of "$SPEC" "$RUST_DIR/patch-library.pl")"
  inputs+=" $(declare -f copy_library build_sysroot | sha256sum)"
  same_inputs "$SYSROOT_LIB" "$inputs" && return
  rm -rf "$build" "$SYSROOT"
  mkdir -p "$build/src" "$build/.cargo" "$SYSROOT_LIB"
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
  copy_library "$build/rust"
  step "building the standard library for wasm32 (once, about a minute; panics $PANIC)" build_sysroot "$build"
  cp "$build/target/$TARGET/release/deps/"*.rlib "$SYSROOT_LIB"
  rm -f "$SYSROOT_LIB"/libsysroot-*.rlib "$SYSROOT_LIB"/libproc_macro-*.rlib
  rm -rf "$build"
  remember_inputs "$SYSROOT_LIB" "$inputs"
}

# A sysroot like rustc's own, with a copy of the library's sources that patch-library.pl has changed,
# and a rustc that has it for its own: so cargo builds that copy.
copy_library() { # DIRECTORY
  local own=${RUST_LIBRARY%/src/rust/library} copy=$1/lib/rustlib entry
  mkdir -p "$copy/src/rust"
  for entry in "$own"/*; do
    [ "$entry" = "$own/src" ] || ln -s "$entry" "$copy"
  done
  cp -RL "$RUST_LIBRARY" "$copy/src/rust/library"
  perl "$RUST_DIR/patch-library.pl" "$copy/src/rust/library" ||
    echo "rust: going on; hash maps' orders may differ from rustc's (tools/rust/README.md)" >&2
  printf '#!/bin/sh\nexec "%s" --sysroot "%s" "$@"\n' "$RUSTC" "$1" >"$1/rustc"
  chmod +x "$1/rustc"
}

build_sysroot() { # DIRECTORY, with a folder rust as copy_library makes it
  local library=$1/rust/lib/rustlib/src/rust/library
  (
    cd "$1"
    export RUSTC=$1/rust/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$1/target
    export CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1
    export RUSTFLAGS="-C embed-bitcode=yes --remap-path-prefix=$library=/rust/library"
    RUSTFLAGS+=' -A explicit_builtin_cfgs_in_flags --cfg target_os="unknown"'
    unset RUSTC_WRAPPER CARGO_ENCODED_RUSTFLAGS
    "$CARGO" build --release -Zjson-target-spec -Zbuild-std="std,panic_$PANIC" --target "$SPEC"
  )
}

keep_proc_macro() {
  local inputs
  keep_sysroot
  inputs="$(cat "$SYSROOT_LIB.inputs") $(hash_of "$RUST_DIR"/proc_macro/src/*.rs)"
  same_inputs "$PROC_MACRO" "$inputs" && return
  step "building the guest's proc_macro crate" build_proc_macro
  remember_inputs "$PROC_MACRO" "$inputs"
}

build_proc_macro() {
  local options=(--crate-type rlib -C opt-level=3 -C codegen-units=1 -C embed-bitcode=yes)
  (
    cd "$RUST_DIR/proc_macro"
    wasm_rustc --crate-name proc_macro_features "${options[@]}" src/features.rs \
      -o "$SYSROOT_LIB/libproc_macro_features.rlib"
    wasm_rustc --crate-name proc_macro "${options[@]}" --cfg unstable_features src/lib.rs \
      -o "$PROC_MACRO"
  )
}

# SOURCES: a directory with a directory CRATE-VERSION for the crate and for each dependency. Versions
# are exact; a dependency that is not named is what the registry has when it is first fetched.
keep_sources() { # CRATE=VERSION [DEPENDENCY=VERSION...]
  local inputs="$*"
  SOURCES=$CACHE/sources/${1/=/-}
  same_inputs "$SOURCES" "$inputs" && return
  rm -rf "$SOURCES"
  step "fetching $*" fetch_sources "$@"
  remember_inputs "$SOURCES" "$inputs"
}

fetch_sources() { # CRATE=VERSION...
  local pin fetch=$CACHE/sources/fetch
  rm -rf "$fetch"
  mkdir -p "$fetch/src"
  : >"$fetch/src/lib.rs"
  {
    printf '[package]\nname = "fetch"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n'
    echo '[dependencies]'
    for pin in "$@"; do echo "${pin%%=*} = \"=${pin#*=}\""; done
  } >"$fetch/Cargo.toml"
  (cd "$fetch" && RUSTC=$RUSTC "$CARGO" vendor --versioned-dirs "$SOURCES")
  rm -rf "$fetch"
}

# Copies a fetched crate without what only its own tests need; MANIFEST_LINE takes the place of
# `proc-macro = true`.
copy_macro_crate() { # CRATE-VERSION DESTINATION MANIFEST_LINE
  cp -r "$SOURCES/$1" "$2"
  rm -f "$2/Cargo.lock"
  {
    awk -v line="$3" '
      /^\[/ { skip = /dev-dependencies|^\[\[(test|bench|example)\]\]/ }
      !skip { sub(/^proc-macro *= *true/, line); print }
    ' "$SOURCES/$1/Cargo.toml"
  } >"$2/Cargo.toml"
}

# cargo with the fetched sources as its only registry.
offline_cargo() { # SUBCOMMAND...
  "$CARGO" "$@" --offline --config 'source.crates-io.replace-with = "fetched"' \
    --config "source.fetched.directory = \"$SOURCES\""
}
