#!/usr/bin/env bash
# Builds the old serde_derive with Rust 1.63 to a Watt-style module.
#
#   build-watt-serde.sh OUT.wasm
#
# That rustc has no target on which a wasm crate may be of the type proc-macro, so two things are
# rewritten on copies: syn's and quote's conditions that leave out proc_macro on wasm32, and
# serde_derive's entry points, which become exports. Release build, opt-level 3, LTO, names kept.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"
. "$RUST_DIR/serde-versions.sh"

[ $# = 1 ] || die "usage: build-watt-serde.sh OUT.wasm"
OUT=$1
WORK=$CACHE/watt-serde

# Today's rust-lld warns of the metadata in that Rust's libraries, and rustc has warnings be errors.
old_rustc() { # NAME SOURCE OPTION...
  "$OLD_RUSTC" --target wasm32-unknown-unknown --crate-name "$1" -C opt-level=3 -C panic=abort \
    -C strip=debuginfo -C codegen-units=1 -C llvm-args=-inline-threshold=60 \
    -C linker="$WASM_LD" -C link-arg=--no-fatal-warnings -L "$WORK/lib" --out-dir "$WORK/lib" \
    --cap-lints allow \
    --remap-path-prefix="$WORK=." --remap-path-prefix="$RUST_DIR=." "$2" "${@:3}"
}

library() { # NAME VERSIONED_DIRECTORY OPTION...
  old_rustc "$1" "$WORK/$2/src/lib.rs" --crate-type rlib --edition 2018 "${@:3}"
}

# Lets the crate at DIRECTORY have its proc_macro half on wasm32.
allow_proc_macro() { # DIRECTORY
  find "$1/src" -name '*.rs' -exec sed -i -E \
    's/^( *)not\(all\(target_arch = "wasm32", .*\)\),$/\1all(),/' {} +
}

# Turns each `#[proc_macro_derive(NAME, attributes(HELPERS))] pub fn EXPORT` into an export and adds
# the section that declares them.
export_derives() { # FILE
  local lines
  lines=$(sed -nE '/^#\[proc_macro_derive/{N
    s/.*derive\((\w+), attributes\((.*)\)\)\]\npub fn (\w+).*/derive:\1:\3:\2/p}' "$1")
  [ -n "$lines" ] || die "no derive macro found in $1"
  sed -i -E '/^#\[proc_macro_derive/{N
    s/.*\npub fn/#[no_mangle]\npub extern "C" fn/}' "$1"
  {
    echo '#[used]'
    echo '#[link_section = ".rustc_proc_macro_decls"]'
    echo "static DECLARATIONS: [u8; $((${#lines} + 1))] = *b\"$lines"
    echo '";'
  } >>"$1"
}

build_watt_serde() {
  cp -r "$SOURCES/." "$WORK"
  allow_proc_macro "$WORK/syn-1.0.107"
  allow_proc_macro "$WORK/quote-1.0.21"
  export_derives "$WORK/serde_derive-1.0.152/src/lib.rs"

  local guest=(--extern "proc_macro=$WORK/lib/libproc_macro.rlib")
  old_rustc proc_macro "$RUST_DIR/proc_macro/src/lib.rs" --crate-type rlib --edition 2021
  library unicode_ident unicode-ident-1.0.0
  library proc_macro2 proc-macro2-1.0.47 --extern unicode_ident "${guest[@]}" \
    --cfg use_proc_macro --cfg wrap_proc_macro --cfg 'feature="proc-macro"'
  library quote quote-1.0.21 --extern proc_macro2 "${guest[@]}" --cfg 'feature="proc-macro"'
  library syn syn-1.0.107 --extern proc_macro2 --extern quote --extern unicode_ident \
    "${guest[@]}" --cfg 'feature="proc-macro"' --cfg 'feature="quote"' \
    --cfg 'feature="derive"' --cfg 'feature="parsing"' --cfg 'feature="printing"' \
    --cfg 'feature="clone-impls"'
  old_rustc serde_derive "$WORK/serde_derive-1.0.152/src/lib.rs" --crate-type cdylib \
    --edition 2015 -C lto=fat --extern proc_macro2 --extern quote --extern syn "${guest[@]}"
}

use_modern_rust # its cargo fetches the sources
use_old_rust
inputs="${OLD_SERDE[*]} $("$OLD_RUSTC" --version) $(hash_of "$RUST_DIR"/*.sh "$RUST_DIR"/proc_macro/src/*.rs)"
if ! same_inputs "$OUT" "$inputs"; then
  keep_sources "${OLD_SERDE[@]}"
  rm -rf "$WORK"
  mkdir -p "$WORK/lib" "$(dirname "$OUT")"
  step "building serde_derive-1.0.152 to wasm with Rust 1.63" build_watt_serde
  install -m 644 "$WORK/lib/serde_derive.wasm" "$OUT"
  remember_inputs "$OUT" "$inputs"
  rm -rf "$WORK"
fi
