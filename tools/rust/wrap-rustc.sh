#!/usr/bin/env bash
# cargo's RUSTC_WRAPPER for macro crates: $1 is rustc, the rest its arguments.
#
# cargo builds crates of the type proc-macro for the machine it runs on, so the macro crate reaches it
# as a cdylib and becomes a proc-macro crate again here. Every crate for the guest's target, the macro
# crate included, gets the sysroot with our proc_macro.
#
# From the environment: PITHOS_SPEC (target), PITHOS_SYSROOT, PITHOS_CRATE (the macro crate's name in
# Rust), PITHOS_PANIC, PITHOS_LINKER; WASM_LD for that linker.
set -euo pipefail

rustc=$1
shift
crate= guest=
for ((i = 1; i <= $#; i++)); do
  next=$((i + 1))
  case ${!i} in
    --crate-name) crate=${!next} ;;
    --target) [ "${!next}" != "$PITHOS_SPEC" ] || guest=yes ;;
  esac
done
[ -n "$guest" ] || exec "$rustc" "$@"

arguments=()
for argument in "$@"; do
  if [ "$crate" = "$PITHOS_CRATE" ] && [ "$argument" = cdylib ]; then
    argument=proc-macro
  fi
  arguments+=("$argument")
done
# No path of this machine in the module; a warning that is denied is no reason to fail elsewhere.
if [ -n "${CARGO_MANIFEST_DIR:-}" ]; then
  arguments+=("--remap-path-prefix=$CARGO_MANIFEST_DIR=/$CARGO_PKG_NAME-$CARGO_PKG_VERSION")
fi
if [ "$crate" = "$PITHOS_CRATE" ] && [[ " $* " != *" --cap-lints "* ]]; then
  arguments+=(--cap-lints warn)
fi
# rustc has LTO for crates of the type proc-macro on demand only. Inlining less than opt-level 3 does
# (275) costs no speed on the JVM, whose compiler inlines what is hot, and spares a third of the code.
exec "$rustc" -Zunstable-options --sysroot "$PITHOS_SYSROOT" --extern proc_macro -Zdylib-lto \
  -C llvm-args=-inline-threshold=30 -C panic="$PITHOS_PANIC" -C linker="$PITHOS_LINKER" \
  "${arguments[@]}"
