#!/usr/bin/env bash
# Measures how long rust-analyzer and rustc wait for an expansion of serde's derives: from Pithos and
# from native code, built as cargo builds macros unless told otherwise (unoptimised) and optimised.
#
#   benchmarks/hosts.sh      prints a table in Markdown; some minutes
#
# Needs tools/rust/install-toolchains.sh, build-serde-derive.sh and fetch-serde.sh.
. "$(dirname "${BASH_SOURCE[0]}")/../tools/rust/toolchain.sh"
. "$RUST_DIR/serde-versions.sh"

use_modern_rust
WORK=$CACHE/hosts-benchmark
MODULE=$CACHE/serde/new.wasm
SERVER=$("$RUSTC" --print sysroot)/libexec/rust-analyzer-proc-macro-srv
INPUTS=$ROOT/conformance/src/test/resources/macro/serde
CASES=(struct_named struct_thirty_fields)
[ -f "$MODULE" ] || die "no $MODULE: run tools/rust/build-serde-derive.sh"
[ -x "$SERVER" ] || die "no $SERVER: run tools/rust/install-toolchains.sh"

# serde_derive twice: as the macro crate that a server loads, and as a library to be called.
write_workspace() {
  keep_sources "${NEW_SERDE[@]}"
  rm -rf "$WORK/library" "$WORK/run"
  mkdir -p "$WORK/run/src" "$WORK/user/src"
  copy_macro_crate serde_derive-1.0.229 "$WORK/library" ''
  sed -i '/^#\[proc_macro_derive/d; s/^fn derive_/pub fn derive_/' "$WORK/library/src/lib.rs"
  sed -i 's/^name = "serde_derive"/name = "serde_derive_library"/' "$WORK/library/Cargo.toml"
  rm -rf "$WORK/latency"
  cp -r "$ROOT/benchmarks/hosts" "$WORK/latency"
  cat >"$WORK/latency/Cargo.toml" <<MANIFEST
[package]
name = "latency"
version = "0.0.0"
edition = "2021"
[lib]
proc-macro = true
[dependencies]
serde_derive = { package = "serde_derive_library", path = "../library" }
watt = { path = "$RUST_DIR/watt" }
MANIFEST
  printf '[package]\nname = "user"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n%s\n' \
    'serde_derive = "=1.0.229"' >"$WORK/user/Cargo.toml"
  : >"$WORK/user/src/lib.rs"
  printf '[package]\nname = "run"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n%s\n' \
    'latency = { path = "../latency" }' >"$WORK/run/Cargo.toml"
  {
    echo 'latency::measure! {'
    for name in "${CASES[@]}"; do
      echo "$name {"
      cat "$INPUTS/$name.rs"
      echo '}'
    done
    echo '}'
  } >"$WORK/run/src/lib.rs"
  printf '[workspace]\nresolver = "2"\nmembers = ["latency", "user", "run"]\n' >"$WORK/Cargo.toml"
}

measure() { # BUILD OPT_LEVEL
  local build=$1 target=$WORK/target-$2 native name derive sockets
  export CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL=$2 RUSTC LATENCY_MODULE=$MODULE
  (cd "$WORK" && offline_cargo build -q -p user --target-dir "$target" &&
    offline_cargo build -q -p latency --target-dir "$target")
  native=$(find "$target/debug/deps" -name 'libserde_derive-*.so' -o -name 'libserde_derive-*.dylib')
  LATENCY_SERVERS="native, $build"$'\t'$SERVER$'\t'$native
  LATENCY_SERVERS+=$'\n'"pithos"$'\t'$ROOT/tools/server/rust-analyzer-proc-macro-srv$'\t'$MODULE
  for name in "${CASES[@]}"; do
    for derive in Serialize Deserialize; do
      # A folder of its own is a daemon of its own.
      sockets=$(mktemp -d)
      touch "$WORK/run/src/lib.rs"
      (cd "$WORK" && LATENCY_SERVERS=$LATENCY_SERVERS LATENCY_BUILD=$build LATENCY_OUT=$WORK/results \
        LATENCY_CASE=$name LATENCY_DERIVE=$derive \
        PITHOS_SOCKET_DIR=$sockets PITHOS_IDLE=5s PITHOS=$ROOT/pithos \
        offline_cargo build -q -p run --target-dir "$target")
      rm -r "$sockets"
    done
  done
}

# The optimised run's figures of Pithos: its client in rustc is then optimised too.
table() {
  echo '| host | expander | item | macro | first answer | first 100: p50 | p99 | warm: p50 | p99 |'
  echo '|---|---|---|---|---|---|---|---|---|'
  awk -F '\t' '{ line[$1 FS $2 FS $3 FS $4] = $0; order[NR] = $1 FS $2 FS $3 FS $4 }
    END { for (i = 1; i <= NR; i++) if (!seen[order[i]]++) print line[order[i]] }' "$WORK/results" |
    sort -t "$(printf '\t')" -k1,1 -k3,3 -k4,4 -k2,2 |
    awk -F '\t' '{ printf "| %s | %s | `%s` | %s | %.1f ms | %.2f ms | %.2f ms | %.2f ms | %.2f ms |\n",
      $1, $2, $3, $4, $5 / 1000, $6 / 1000, $7 / 1000, $8 / 1000, $9 / 1000 }'
}

"$ROOT/pithos" --version >/dev/null
write_workspace
rm -f "$WORK/results"
exec 9>&- # other scripts need not wait while this one measures
measure unoptimised 0
measure optimised 3
table
