#!/usr/bin/env bash
# Builds the contenders that are written in Rust into .build/benchmarks/rust; some minutes, what is
# there and not old is kept:
#
#   build.sh             all of them
#   build.sh wasmtime    the engine, as a crate
#   build.sh watt        Watt's interpreter, both its versions, inside rustc
#   build.sh macros      the works' macro crates, compiled for this machine
#
# A macro crate is built twice. CRATE/rustc runs its macros in a real rustc: what a host of native
# macros waits for. CRATE/bytes runs them on the guest's own proc_macro, compiled for this machine:
# the sources of the module, its allocator too, the same bytes in and out, no engine between. Macro
# crates are the registry's; only the attributes that declare macros are taken off copies, since the
# drivers call them as functions. Everything is optimised (opt-level 3).
# Needs tools/rust/install-toolchains.sh once. PITHOS_CARGO_FLAGS are options for cargo: -j1, say.
. "$(dirname "${BASH_SOURCE[0]}")/../../tools/rust/toolchain.sh"
. "$RUST_DIR/serde-versions.sh"

HERE=$ROOT/benchmarks/rust
MADE=$ROOT/.build/benchmarks/rust
JSON=tinyjson=2.5.1
MODERN=(syn=2.0.119 quote=1.0.47 proc-macro2=1.0.107 unicode-ident=1.0.27)
read -r -a CARGO_FLAGS <<<"${PITHOS_CARGO_FLAGS:-}"

# What all drivers are built from, for same_inputs.
inputs_of() { # FILE...
  echo "$RUST_VERSION $(hash_of "$HERE/build.sh" "$HERE"/conversation/src/*.rs "$@")"
}

build_wasmtime() {
  (
    cd "$HERE/wasmtime"
    RUSTC=$RUSTC "$CARGO" build --release --locked --target-dir "$MADE/target-wasmtime" \
      ${CARGO_FLAGS[@]+"${CARGO_FLAGS[@]}"}
  )
  install -m 755 "$MADE/target-wasmtime/release/driver-wasmtime" "$MADE/wasmtime"
}

# The manifest of a driver in the current folder; its dependencies follow.
write_manifest() { # NAME LIBRARY_OR_BINARY...
  printf '[package]\nname = "%s"\nversion = "0.0.0"\nedition = "2021"\n[workspace]\n' "$1"
  printf '%s\n' "${@:2}"
  printf '[profile.release.build-override]\nopt-level = 3\n'
  printf '[dependencies]\nconversation = { path = "%s" }\n' "$HERE/conversation"
}

# A program that has rustc expand `drive!()`.
write_rustc_driver() { # PROGRAM LIBRARY
  echo 'driver::drive!();' >"$1.rs"
  {
    echo '#!/bin/sh'
    printf 'exec "%s" --edition 2021 --crate-type lib --emit metadata --extern driver="%s" \\\n' \
      "$RUSTC" "$2"
    printf '  -o "%s.rmeta" "%s.rs"\n' "$1" "$1"
  } >"$1"
  chmod 755 "$1"
}

build_rustc_driver() { # FOLDER PROGRAM: the crate in FOLDER
  (
    cd "$1"
    unset RUSTC_WRAPPER CARGO_ENCODED_RUSTFLAGS
    # A crate that is no macro crate to cargo does not get proc_macro by itself.
    DRIVER_RUSTC=$(driver_rustc) RUSTC=$RUSTC RUSTFLAGS='--extern proc_macro --cap-lints allow' \
      offline_cargo build --release --target-dir "$1/target" ${CARGO_FLAGS[@]+"${CARGO_FLAGS[@]}"}
  )
  write_rustc_driver "$2" "$(find "$1/target/release" -maxdepth 1 -name 'libdriver.*' ! -name '*.d')"
}

driver_rustc() { "$RUSTC" --version | cut -d' ' -f1,2; }

build_watt() { # FOLDER VERSION: FOLDER/rustc
  local work=$1/build
  rm -rf "$1"
  mkdir -p "$work/src"
  SOURCES=$work/sources
  fetch_sources "watt=$2" "$JSON"
  cp "$HERE"/macros/{rustc,tokens}.rs "$HERE/watt/dispatch.rs" "$work/src"
  {
    write_manifest driver '[lib]' 'path = "src/rustc.rs"' 'proc-macro = true'
    echo "watt = \"=$2\""
  } >"$work/Cargo.toml"
  DRIVER_WATT=$2 build_rustc_driver "$work" "$1/rustc"
}

# The guest's proc_macro for this machine, with its allocator; its imports are the driver's exports.
build_native_proc_macro() { # FOLDER
  mkdir -p "$1"
  cp "$RUST_DIR"/proc_macro/src/*.rs "$HERE/macros/region.rs" "$1"
  sed -i 's/#\[cfg(target_arch = "wasm32")\]/#[cfg(all())]/
    s/#\[cfg(not(target_arch = "wasm32"))\]/#[cfg(any())]/
    /#\[link(wasm_import_module/d' "$1/host.rs"
  sed -i 's/cfg!(target_arch = "wasm32")/true/
    s/#\[cfg(target_arch = "wasm32")\]/mod region;/' "$1/lib.rs"
  sed -i 's/use core::arch::wasm32::/use crate::region::/
    s/unsafe { ptr::addr_of!(__heap_base) } as usize/crate::region::base()/' "$1/allocator.rs"
  "$RUSTC" --crate-name proc_macro --crate-type rlib --edition 2021 -C opt-level=3 \
    --cap-lints allow "$1/lib.rs" -o "$1/libproc_macro.rlib"
}

# The functions behind the macros' names, from the crate's source.
write_dispatch() { # CRATE SOURCE: prints it
  local kind name function arguments
  echo 'use conversation::Entry;'
  echo 'use proc_macro::TokenStream;'
  [ "$1" != demo ] || printf '#[path = "%s"]\nmod krate;\n' "$RUST_DIR/macros/demo.rs"
  printf 'pub const VERSION: &str = "%s";\n' "$(driver_rustc)"
  echo 'type Expand = Box<dyn Fn(TokenStream, TokenStream) -> TokenStream>;'
  echo 'pub fn find(entry: &Entry) -> Result<Expand, String> {'
  echo '    match entry.required("macro")? {'
  while read -r kind name function; do
    arguments=item
    [ "$kind" != attr ] || arguments='_args, item'
    echo "        \"$kind $name\" => Ok(Box::new(|_args, item| krate::$function($arguments))),"
  done < <([ "$1" = demo ] && echo 'derive Demo demo' || perl "$RUST_DIR/oracle/list-macros.pl" "$2")
  echo '        other => Err(format!("no such macro: {}", other)),'
  echo '    }'
  echo '}'
}

# Without a pin, the example of the documentation, which is ours.
build_macros() { # FOLDER [CRATE=VERSION DEPENDENCY=VERSION...]: FOLDER/rustc and FOLDER/bytes
  local out=$1 name work=$1/build krate=() host flags
  rm -rf "$out"
  mkdir -p "$work/rustc/src" "$work/bytes/src"
  SOURCES=$work/sources
  fetch_sources "${@:2}" "$JSON"
  if [ $# -gt 1 ]; then
    name=${2%%=*}
    copy_macro_crate "${2/=/-}" "$work/crate" ''
    krate=("krate = { package = \"$name\", path = \"$work/crate\" }")
    write_dispatch "$name" "$work/crate/src/lib.rs" >"$work/dispatch.rs"
    find "$work/crate/src" -name '*.rs' -exec perl "$RUST_DIR/oracle/list-macros.pl" --strip {} +
  else
    write_dispatch demo '' >"$work/dispatch.rs"
  fi

  cp "$HERE"/macros/{rustc,tokens}.rs "$work/dispatch.rs" "$work/rustc/src"
  {
    write_manifest driver '[lib]' 'path = "src/rustc.rs"' 'proc-macro = true'
    printf '%s\n' ${krate[@]+"${krate[@]}"}
  } >"$work/rustc/Cargo.toml"
  build_rustc_driver "$work/rustc" "$out/rustc"

  cp "$HERE/macros/bytes.rs" "$work/dispatch.rs" "$work/bytes/src"
  {
    write_manifest bytes '[[bin]]' 'name = "bytes"' 'path = "src/bytes.rs"'
    printf '%s\n' ${krate[@]+"${krate[@]}"}
  } >"$work/bytes/Cargo.toml"
  build_native_proc_macro "$work/proc_macro"
  host=$("$RUSTC" -vV | sed -n 's/^host: //p')
  (
    cd "$work/bytes"
    unset RUSTC_WRAPPER CARGO_ENCODED_RUSTFLAGS
    # With --target, the flags are not for build scripts.
    flags="--extern proc_macro=$work/proc_macro/libproc_macro.rlib -L dependency=$work/proc_macro"
    RUSTC=$RUSTC RUSTFLAGS="$flags --cap-lints allow" \
      offline_cargo build --release --target "$host" --target-dir "$work/bytes/target" \
      ${CARGO_FLAGS[@]+"${CARGO_FLAGS[@]}"}
  )
  install -m 755 "$work/bytes/target/$host/release/bytes" "$out/bytes"
  rm -rf "$work/bytes/target" "$work/rustc/target/release/"{build,deps,incremental,.fingerprint}
}

keep() { # PROGRAM INPUTS WHAT COMMAND...
  same_inputs "$1" "$2" && return
  step "$3" "${@:4}"
  remember_inputs "$1" "$2"
}

keep_macros() { # FOLDER [PIN...]
  local inputs
  inputs="${*:2} $(inputs_of "$HERE"/macros/*.rs "$RUST_DIR"/{proc_macro/src,macros}/*.rs)"
  keep "$MADE/$1/bytes" "$inputs" "building $1 for this machine" build_macros "$MADE/$1" "${@:2}"
}

keep_watt() { # VERSION
  keep "$MADE/watt-$1/rustc" "$(inputs_of "$HERE"/macros/*.rs "$HERE/watt/dispatch.rs")" \
    "building Watt's interpreter, $1" build_watt "$MADE/watt-$1" "$1"
}

use_modern_rust
mkdir -p "$MADE"
case ${1:-all} in wasmtime | watt | macros | all) ;; *) die "$1: wasmtime, watt or macros" ;; esac
if [[ ${1:-all} =~ ^(macros|all)$ ]]; then
  keep_macros demo
  keep_macros serde_derive-1.0.137 "${PUBLISHED_SERDE[@]}"
  keep_macros serde_derive-1.0.152 "${OLD_SERDE[@]}"
  keep_macros serde_derive-1.0.229 "${NEW_SERDE[@]}"
  keep_macros thiserror-impl thiserror-impl=2.0.17 "${MODERN[@]}"
  keep_macros async-trait async-trait=0.1.89 "${MODERN[@]}"
  keep_macros tracing-attributes tracing-attributes=0.1.30 "${MODERN[@]}"
fi
if [[ ${1:-all} =~ ^(watt|all)$ ]]; then
  keep_watt 0.4.6
  keep_watt 0.5.0
fi
if [[ ${1:-all} =~ ^(wasmtime|all)$ ]]; then
  keep "$MADE/wasmtime" "$(inputs_of "$HERE"/wasmtime/src/*.rs "$HERE"/wasmtime/Cargo.*)" \
    'building wasmtime (once, some minutes)' build_wasmtime
fi
echo "$MADE"
