#!/usr/bin/env bash
# Builds the macro crates of the parity suite, unmodified, and what they expand to natively.
#
#   build-parity.sh                  every crate that conformance's macro/parity/crates.txt lists
#   build-parity.sh CRATE...         these alone
#   build-parity.sh --cold CRATE...  the modules again, each with all that it depends on: how long it takes
#
# Needs install-toolchains.sh once. Builds what is missing or old, and prints the directory:
#   CRATE-VERSION.wasm       the module, as `pithos build-macro` makes it
#   CRATE-VERSION.lock       the versions of what it depends on; the native build has the same
#   CRATE-VERSION.seconds    the processor's time for the module, when --cold was last given
#   CRATE-VERSION.expected/  oracle/README.md tells what is in it
RUST_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# The build of a module takes toolchain.sh's lock itself: this script must not hold it meanwhile.
export PITHOS_RUST_LOCKED=yes
. "$RUST_DIR/toolchain.sh"

SUITE=$ROOT/conformance/src/test/resources/macro/parity
PARITY=$CACHE/parity

# The module, and its lock file.
build_module() { # CRATE VERSION OPTION...
  local out=$PARITY/$1-$2 inputs
  inputs="$* $(cat "$PROC_MACRO.inputs") $(hash_of "$RUST_DIR"/{wrap-rustc,link-harness}.sh)"
  [ -n "$COLD" ] || ! same_inputs "$out.wasm" "$inputs" || return 0
  step "building $1 $2 to wasm" timed "$out.seconds" env -u PITHOS_RUST_LOCKED \
    "$ROOT/pithos" build-macro --crate "$1=$2" -o "$out.wasm" --write-lock "$out.lock" "${@:3}"
  remember_inputs "$out.wasm" "$inputs"
}

# Runs a command; a cold one in a folder without anything built, and then FILE gets the processor's
# seconds: on a machine that others use, too, they say more than a clock.
timed() { # FILE COMMAND...
  if [ -z "$COLD" ]; then
    "${@:2}"
    return
  fi
  export PITHOS_COLD_TARGET=$CACHE/target-cold
  rm -rf "$PITHOS_COLD_TARGET"
  local TIMEFORMAT='%U %S' status=0
  { time "${@:2}" 2>&3; } 3>&2 2>"$1.new" || status=$?
  rm -rf "$PITHOS_COLD_TARGET"
  [ $status = 0 ] || return $status
  awk '{ printf "%.1f\n", $1 + $2 }' "$1.new" >"$1"
  rm -f "$1.new"
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

COLD=
if [ "${1:-}" = --cold ]; then
  COLD=yes
  shift
fi
use_modern_rust
bash "$RUST_DIR/guest-cargo.sh" prepare abort
# A crate's time is not that of the standard library.
[ -z "$COLD" ] || bash "$RUST_DIR/guest-cargo.sh" prepare unwind
mkdir -p "$PARITY"
# A crate of Debian's packages comes from there with all that it depends on.
use_source() { # OPTION...: sets OPTIONS to those of build-macro
  OPTIONS=("$@")
  [ "${1:-}" = --debian ] || return 0
  OPTIONS=("${@:2}")
  CARGO_HOME=$(bash "$RUST_DIR/debian-crates.sh")/.cargo
  export CARGO_HOME
}

failed=
while read -r name version options; do
  case $name in '' | \#*) continue ;; esac
  wanted "$name" "$@" || continue
  # One crate that fails does not keep the others from being built.
  # shellcheck disable=SC2086 # the options are words
  (
    use_source $options
    build_module "$name" "$version" ${OPTIONS[@]+"${OPTIONS[@]}"} </dev/null
    expand_natively "$name" "$version" ${OPTIONS[@]+"${OPTIONS[@]}"} </dev/null
  ) || failed+=" $name-$version"
done <"$SUITE/crates.txt"
echo "$PARITY"
[ -z "$failed" ] || die "not built:$failed"
