#!/usr/bin/env bash
# Writes docs/macro-crates.md from what the parity suite measured.
#
#   write-macro-crates.sh MACHINE    MACHINE says what the builds ran on, and what else ran there
#
# First: tools/rust/build-parity.sh, and the tests (`./mvnw -pl conformance -am verify
# -Dtest=CrateParityTest -Dsurefire.failIfNoSpecifiedTests=false`).
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

RESULTS=$ROOT/conformance/target/crate-parity.tsv
PAGE=$ROOT/docs/macro-crates.md
SUITE=$ROOT/conformance/src/test/resources/macro/parity
[ $# = 1 ] || die 'usage: write-macro-crates.sh MACHINE, as "4 idle cores"'
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
  echo "Rust: $RUST_VERSION. The builds ran on $1."
  echo "A build's time includes what the crate depends on, where a crate before it did not need the same."
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

- **The order of implementations.** derive_more's `TryInto` writes them in the order of a `HashMap` whose
  keys are lists of types and whose hasher has fixed keys. Such a list is hashed with its length, a
  `usize`: four bytes on wasm32, eight where rustc runs. So the crate itself answers in another order on
  a machine of 32 bits. The tests compare these expansions sorted, item by item; the table counts as
  equal those whose order is the same all the same.

Spans are not compared here.

## Make this page

```sh
tools/rust/install-toolchains.sh
tools/rust/build-parity.sh
./mvnw -pl conformance -am verify -Dtest=CrateParityTest -Dsurefire.failIfNoSpecifiedTests=false
tools/rust/write-macro-crates.sh MACHINE
```
TEXT
} >"$PAGE.new"
mv "$PAGE.new" "$PAGE"
echo "$PAGE"
