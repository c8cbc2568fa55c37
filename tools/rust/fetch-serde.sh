#!/usr/bin/env bash
# Fetches what a Rust program that uses serde needs, for the tests and benchmarks of rustc as a host.
#
#   fetch-serde.sh
#
# Needs install-toolchains.sh once. Prints the directory, which cargo takes as its registry.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

use_modern_rust
keep_sources serde=1.0.229 serde_json=1.0.145
echo "$SOURCES"
