#!/usr/bin/env bash
# The linker for crates of the type proc-macro. rustc has it export the crate's metadata, which only
# rustc reads, and not what our proc_macro crate exports. WASM_LD names the real linker.
set -euo pipefail

arguments=()
for argument in "$@"; do
  if [[ $argument == */rmeta.o ]]; then
    continue
  elif [[ $argument == rust_metadata_* || $argument == --export=rust_metadata_* ]]; then
    [ "${arguments[-1]:-}" != --export ] || unset 'arguments[-1]'
  else
    arguments+=("$argument")
  fi
done
for export in pithos_context_v4 raw_to_token_stream token_stream_into_raw pithos_expand_v1; do
  arguments+=("--export=$export")
done
exec "$WASM_LD" "${arguments[@]}"
