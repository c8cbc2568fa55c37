#!/usr/bin/env bash
# Expands one registry crate's macros natively over a directory of cases; README.md describes both.
#
#   expand-crate.sh OUT INPUTS LOCK CRATE VERSION [FEATURE_OPTION...]
#
# LOCK is the Cargo.lock that the crate's module was built with. The crate's source is the registry's;
# the attributes that declare its macros are taken off a copy, because the oracle, a macro crate
# itself, calls them as functions.
. "$(dirname "${BASH_SOURCE[0]}")/../toolchain.sh"

[ $# -ge 5 ] || die 'usage: expand-crate.sh OUT INPUTS LOCK CRATE VERSION [FEATURE_OPTION...]'
OUT=$1
INPUTS=$2
LOCK=$3
NAME=$4
VERSION=$5
OPTIONS=("${@:6}")
ORACLE_DIR=$RUST_DIR/oracle
WORK=$CACHE/oracle/$NAME-$VERSION-crate

# The crate as cargo unpacked it when its module was built: build-macro's folder of links to it.
find_source() {
  local folder
  for folder in "$CACHE/macros/$NAME-$VERSION-"*; do
    if [ -e "$folder/Cargo.toml" ]; then
      SOURCE=$folder
      return
    fi
  done
  die "$NAME $VERSION was not built: run build-parity.sh"
}

# `--features A,B` and the like as a dependency's keys.
feature_keys() {
  local features=
  while [ $# -gt 0 ]; do
    case $1 in
      --no-default-features) echo 'default-features = false' ;;
      --features)
        features=$2
        shift
        ;;
      *) die "$1: not known natively" ;;
    esac
    shift
  done
  echo "features = [$(sed 's/[^,][^,]*/"&"/g' <<<"$features")]"
}

# What the crate's source declares, and what a macro of its own writes: then functions.txt says it.
declared_macros() {
  perl "$ORACLE_DIR/list-macros.pl" "$WORK/crate/$(library_path)"
  awk -v crate="$NAME" '$1 == crate { print $2, $3, $4 }' "$ORACLE_DIR/functions.txt"
}

library_path() {
  sed -n '/^\[lib\]/,/^\[features\]/s/^path = "\(.*\)"/\1/p' "$WORK/crate/Cargo.toml"
}

# Only the macros that the cases name: a declaration may be conditional.
write_dispatch() {
  local kind name function arguments
  echo 'use proc_macro::TokenStream;'
  echo 'pub fn run(kind: &str, name: &str, _args: TokenStream, item: TokenStream) -> TokenStream {'
  echo '    match (kind, name) {'
  while read -r kind name function; do
    grep -qE "^//# (each [a-z]+ )?$kind .*\\b$name\\b" "$INPUTS"/*.rs || continue
    arguments=item
    [ "$kind" != attr ] || arguments='_args, item'
    echo "        (\"$kind\", \"$name\") => krate::$function($arguments),"
  done < <(declared_macros)
  echo '        _ => panic!("unknown macro: {} {}", kind, name),'
  echo '    }'
  echo '}'
}

build_oracle() {
  cp -rL "$SOURCE" "$WORK/crate"
  sed -i 's/^crate-type = \["cdylib"\]/crate-type = ["lib"]/; /^\[workspace\]$/d' "$WORK/crate/Cargo.toml"
  mkdir -p "$WORK/oracle/src"
  cp "$ORACLE_DIR"/src/{lines,places}.rs "$WORK/oracle/src"
  cp "$ORACLE_DIR/src/parity.rs" "$WORK/oracle/src/lib.rs"
  write_dispatch >"$WORK/oracle/src/dispatch.rs"
  find "$WORK/crate/src" -name '*.rs' -exec perl "$ORACLE_DIR/list-macros.pl" --strip {} +
  cp "$LOCK" "$WORK/oracle/Cargo.lock"
  {
    printf '[package]\nname = "oracle"\nversion = "0.0.0"\nedition = "2021"\n'
    printf '[lib]\nproc-macro = true\n[workspace]\n'
    # Unoptimised, for speed of the build; release, for no debug assertions.
    printf '[profile.release]\nopt-level = 0\n'
    printf '[dependencies.krate]\npackage = "%s"\npath = "../crate"\n' "$NAME"
    feature_keys ${OPTIONS[@]+"${OPTIONS[@]}"}
  } >"$WORK/oracle/Cargo.toml"
  (
    cd "$WORK/oracle"
    unset RUSTC_WRAPPER CARGO_ENCODED_RUSTFLAGS
    # A crate that is no macro crate to cargo does not get proc_macro by itself.
    RUSTC=$RUSTC RUSTFLAGS='--extern proc_macro --cap-lints allow' "$CARGO" build --release \
      --target-dir "$CACHE/oracle/target"
  )
  cp "$CACHE/oracle/target/release"/liboracle.{so,dylib} "$WORK" 2>/dev/null || true
}

run_oracle() {
  local library
  rm -rf "$OUT" "$WORK/out"
  mkdir -p "$WORK/out" "$(dirname "$OUT")"
  library=$(ls "$WORK"/liboracle.*)
  perl "$ORACLE_DIR/write-cases.pl" "$INPUTS" >"$WORK/run.rs"
  (
    cd "$WORK"
    ORACLE_OUT=$WORK/out "$RUSTC" --edition 2021 --crate-type lib \
      --emit metadata --extern oracle="$library" --out-dir "$WORK" run.rs
  )
  mv "$WORK/out" "$OUT"
}

use_modern_rust
find_source
rm -rf "$WORK"
mkdir -p "$WORK"
step "building the oracle with $NAME $VERSION" build_oracle
step "expanding $NAME $VERSION natively" run_oracle
rm -rf "$WORK"
