#!/usr/bin/env bash
# Expands the example macros natively, to compare the guest's proc_macro with rustc's.
#
#   expand-examples.sh
#
# Needs install-toolchains.sh once. Prints the directory; oracle/README.md tells what is in it.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"
. "$RUST_DIR/serde-versions.sh"

API="text rebuilt_text debug values parsed quasi grown hashes"
OUT=$CACHE/examples.expected
bash "$RUST_DIR/oracle/expand.sh" "$OUT" "$ROOT/conformance/src/test/resources/macro/examples" \
  "tokens echo_text echo_rebuilt Name integers floats quoted mixed $API" "${NEW_SERDE[@]}"
echo "$OUT"
