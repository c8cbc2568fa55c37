#!/usr/bin/env bash
# Writes docs/macro-crates.md from what the parity suite measured.
#
#   write-macro-crates.sh
#
# First: tools/rust/build-parity.sh, and the tests (`./mvnw -pl conformance -am verify
# -Dtest=CrateParityTest -Dsurefire.failIfNoSpecifiedTests=false`).
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

RESULTS=$ROOT/conformance/target/crate-parity.tsv
PAGE=$ROOT/docs/macro-crates.md
SUITE=$ROOT/conformance/src/test/resources/macro/parity
[ -f "$RESULTS" ] || die "no $RESULTS: run CrateParityTest"
use_modern_rust

rows() {
  local crate version kinds module jar expansions equal seconds
  while IFS=$'\t' read -r crate version kinds module jar expansions equal; do
    [ "$crate" != crate ] || continue
    seconds=$(cat "$CACHE/parity/$crate-$version.seconds")
    printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' "$crate" "$version" "$kinds" \
      "$((module / 1024)) KiB" "$((jar / 1024)) KiB" "$seconds s" \
      "$(cat "$SUITE/$crate"/*.rs | grep -c '^//# ')" "$expansions" "$equal"
  done <"$RESULTS"
}

{
  cat <<'TEXT'
# Macro crates that run in Pithos

Each crate is the Rust crate registry's, unmodified, built by `./pithos build-macro --crate
NAME=VERSION`. Its macros' expansions, compiled from wasm to a jar, are compared with what the same
crate, with the same dependencies, answers inside a real rustc: kind, text and spacing of every token.
TEXT
  echo
  echo "Rust: $RUST_VERSION. The build's time includes what the crate depends on, where a crate before it"
  echo "did not need the same."
  cat <<'TEXT'

| crate | version | kinds | module | jar | build | inputs | expansions | equal |
|---|---|---|---|---|---|---|---|---|
TEXT
  rows
  awk -F '\t' 'NR > 1 { crates++; expansions += $6; equal += $7 }
    END { printf "\n%d crates, %d expansions, %d token for token equal.\n", crates, expansions, equal }' "$RESULTS"
  cat <<'TEXT'

An input may stand for a list of items: `items.rs` has generics, lifetimes, raw identifiers, nested
macros, `cfg_attr`, a union, an enum of 120 variants and things that are no item at all; then the
`compile_error!` or the panic is compared.

## What differs

- **The order of implementations.** derive_more's `TryInto` writes them in another order, probably that
  of a `HashMap` whose hasher depends on the size of `usize`, four bytes on wasm32. The tests compare
  them sorted; one generic enum differs even so, and why is open.
- **Tokens printed into text.** smart-default's doc comments print tokens with other spaces than rustc
  in modules that were built before the guest crate printed as rustc does. Most modules here were.
- **Not looked into yet:** one case each of test-case and educe.
- **Panics that a macro catches itself.** There is no unwinding in a module: where a macro panics and
  catches that to write a `compile_error!` of its own (paste for an impossible identifier, crates on
  proc-macro-error for every error), the expansion ends with the panic, and its message is the host's
  error.

## Make this page

```sh
tools/rust/install-toolchains.sh
tools/rust/build-parity.sh
./mvnw -pl conformance -am verify -Dtest=CrateParityTest -Dsurefire.failIfNoSpecifiedTests=false
tools/rust/write-macro-crates.sh
```
TEXT
} >"$PAGE.new"
mv "$PAGE.new" "$PAGE"
echo "$PAGE"
