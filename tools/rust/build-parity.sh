#!/usr/bin/env bash
# Builds the macro crates of the parity suite, unmodified, and what they expand to natively.
#
#   build-parity.sh             every crate that conformance's macro/parity/crates.txt lists
#   build-parity.sh CRATE...    these alone
#
# Needs install-toolchains.sh once. Builds what is missing or old, and prints the directory:
#   CRATE-VERSION.wasm       the module, as `pithos build-macro` makes it
#   CRATE-VERSION.lock       the versions of what it depends on; the native build has the same
#   CRATE-VERSION.seconds    how long the module took to build
#   CRATE-VERSION.expected/  oracle/README.md tells what is in it
RUST_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# The build of a module takes toolchain.sh's lock itself: this script must not hold it meanwhile.
export PITHOS_RUST_LOCKED=yes
. "$RUST_DIR/toolchain.sh"

SUITE=$ROOT/conformance/src/test/resources/macro/parity
PARITY=$CACHE/parity

# The module, and its lock file.
build_module() { # CRATE VERSION OPTION...
  local out=$PARITY/$1-$2 inputs start
  inputs="$* $(cat "$PROC_MACRO.inputs") $(hash_of "$RUST_DIR"/{wrap-rustc,link-harness}.sh)"
  same_inputs "$out.wasm" "$inputs" && return
  start=$(date +%s%N)
  step "building $1 $2 to wasm" env -u PITHOS_RUST_LOCKED \
    "$ROOT/pithos" build-macro --crate "$1=$2" -o "$out.wasm" --write-lock "$out.lock" "${@:3}"
  echo "$((($(date +%s%N) - start) / 100000000))" | sed -E 's/(.)$/.\1/; s/^\./0./' >"$out.seconds"
  remember_inputs "$out.wasm" "$inputs"
}

expand_natively() { # CRATE VERSION OPTION...
  local out=$PARITY/$1-$2 inputs
  [ -d "$SUITE/$1" ] || return 0
  inputs="$* $RUST_VERSION $(hash_of "$out.lock" "$RUST_DIR"/oracle/* "$RUST_DIR"/oracle/src/* \
    "$SUITE"/*.rs "$SUITE/$1"/*.rs 2>/dev/null) $(ls "$SUITE/$1" | paste -sd' ')"
  same_inputs "$out.expected" "$inputs" && return
  bash "$RUST_DIR/oracle/expand-crate.sh" "$out.expected" "$SUITE/$1" "$out.lock" "$@" || exit 1
  remember_inputs "$out.expected" "$inputs"
}

wanted() { # CRATE WANTED...
  local name
  [ $# -gt 1 ] || return 0
  for name in "${@:2}"; do [ "$name" != "$1" ] || return 0; done
  return 1
}

use_modern_rust
bash "$RUST_DIR/guest-cargo.sh" prepare abort
mkdir -p "$PARITY"
failed=
while read -r name version options; do
  case $name in '' | \#*) continue ;; esac
  wanted "$name" "$@" || continue
  # One crate that fails does not keep the others from being built.
  # shellcheck disable=SC2086 # the options are words
  (
    build_module "$name" "$version" $options </dev/null
    expand_natively "$name" "$version" $options </dev/null
  ) || failed+=" $name-$version"
done <"$SUITE/crates.txt"
echo "$PARITY"
[ -z "$failed" ] || die "not built:$failed"
