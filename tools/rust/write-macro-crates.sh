#!/usr/bin/env bash
# Writes docs/macro-crates.md from what the parity suite measured.
#
#   write-macro-crates.sh MACHINE    MACHINE says what the builds ran on
#
# First: tools/rust/build-parity.sh --cold, and the tests (`./mvnw -pl conformance -am verify
# -Dtest=CrateParityTest -Dsurefire.failIfNoSpecifiedTests=false`).
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

RESULTS=$ROOT/conformance/target/crate-parity.tsv
PAGE=$ROOT/docs/macro-crates.md
SUITE=$ROOT/conformance/src/test/resources/macro/parity
[ $# = 1 ] || die 'usage: write-macro-crates.sh MACHINE, as "an idle core"'
[ -f "$RESULTS" ] || die "no $RESULTS: run CrateParityTest"
use_modern_rust

rows() {
  local crate version kinds module jar expansions tokens spans source seconds
  while IFS=$'\t' read -r crate version kinds module jar expansions tokens spans; do
    [ "$crate" != crate ] || continue
    source=registry
    ! grep -q "^$crate $version --debian" "$SUITE/crates.txt" || source='Debian 12'
    seconds=-
    [ ! -f "$CACHE/parity/$crate-$version.seconds" ] ||
      seconds="$(cat "$CACHE/parity/$crate-$version.seconds") s"
    printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' \
      "$crate" "$version" "$source" "$kinds" \
      "$((module / 1024)) KiB" "$((jar / 1024)) KiB" "$seconds" \
      "$(cat "$SUITE/$crate"/*.rs | grep -c '^//# ')" "$expansions" "$tokens" "$spans"
  done <"$RESULTS"
}

{
  cat <<'TEXT'
# Macro crates that run in Pithos

Each crate is unmodified, the Rust crate registry's or what Debian 12 packages, built by `./pithos
build-macro --crate NAME=VERSION`. Its macros' expansions, compiled from wasm to a jar, are compared with
what the same crate, with the same dependencies, answers inside a real rustc: kind, text and spacing of
every token, then its spans as well.
TEXT
  echo
  echo "Rust: $RUST_VERSION. A build is of the crate and of all that it depends on, without the standard"
  echo "library; its time is the processor's, user and system, on $1; - where none was taken."
  cat <<'TEXT'

| crate | version | source | kinds | module | jar | build | inputs | expansions | tokens equal | spans equal |
|---|---|---|---|---|---|---|---|---|---|---|
TEXT
  rows
  awk -F '\t' 'NR > 1 { crates++; expansions += $6; tokens += $7; spans += $8 }
    END { printf "\n%d crates, %d expansions: tokens equal in %d, spans in %d.\n", crates, expansions, tokens, spans }' \
    "$RESULTS"
  cat <<'TEXT'

An input may stand for a list of items: `items.rs` has generics, lifetimes, raw identifiers, nested
macros, `cfg_attr`, a union, an enum of 120 variants and things that are no item at all; then the
`compile_error!` or the panic is compared.

## What is compared of a span

The range of bytes in the item or in the arguments; whether it is the call site or the mixed site; and
for a range with another hygiene than its own, whose. A group has three spans. No expansion of the suite
has a span that cannot be said so. What could not be compared:

- **Numbers of the compiler's session**: rustc counts files and expansions as it meets them. So a panic's
  message that prints a span (`#7 bytes(12..30)`) is compared without it.
- **Where the call is.** Its span covers another text in the test than in the native run, so it is compared
  as the call, not by its range.
- **Places in the macro's own source**, which `proc_macro::quote!` of an unstable Rust gives its tokens,
  and `Span::def_site`. No crate here uses them.
- **What an expansion is of**: `parent` and `source`.

Orders are compared, too. derive_more's `TryInto` goes through a `HashMap` with fixed keys, whose order
depends on the size of a `usize`: the guest's standard library hashes as on a machine of 64 bits
(`tools/rust/patch-library.pl`). Without that, three of its expansions have another order than natively.

## Make this page

```sh
tools/rust/install-toolchains.sh
tools/rust/build-parity.sh --cold
./mvnw -pl conformance -am verify -Dtest=CrateParityTest -Dsurefire.failIfNoSpecifiedTests=false
tools/rust/write-macro-crates.sh MACHINE
```
TEXT
} >"$PAGE.new"
mv "$PAGE.new" "$PAGE"
echo "$PAGE"
