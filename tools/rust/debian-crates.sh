#!/usr/bin/env bash
# Unpacks the sources of Rust crates that Debian 12 packages, old ones, all on syn 1, and installs
# nothing. Prints the folder: registry/CRATE-VERSION, and in .cargo a configuration by which cargo knows
# no other crates, where CARGO_HOME names it.
#
# Needs apt-get of Debian 12, with its package lists.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

# The macro crates that conformance's macro/parity/crates.txt has from here, then what they depend on.
PACKAGES=(derivative derive-new enum-as-inner num-derive strum-macros
  heck proc-macro2 quote syn unicode-ident)
FOLDER=$CACHE/debian-crates

unpack() {
  local package
  mkdir -p "$FOLDER/packages"
  # apt-get would rather not work as root here; it says so and does.
  (cd "$FOLDER/packages" && apt-get download -q "${PACKAGES[@]/#/librust-}") || return
  for package in "$FOLDER"/packages/*.deb; do
    dpkg -x "$package" "$FOLDER" || return
  done
  mv "$FOLDER/usr/share/cargo/registry" "$FOLDER"
  rm -rf "$FOLDER/packages" "$FOLDER/usr"
  mkdir -p "$FOLDER/.cargo"
  cat >"$FOLDER/.cargo/config.toml" <<CONFIG
[source.crates-io]
replace-with = "debian"
[source.debian]
directory = "$FOLDER/registry"
CONFIG
}

if ! same_inputs "$FOLDER" "${PACKAGES[*]}"; then
  command -v apt-get >/dev/null || die "Debian's crates: there is no apt-get"
  rm -rf "$FOLDER"
  PACKAGES=("${PACKAGES[@]/%/-dev}")
  step "unpacking Debian's Rust crates" unpack
  remember_inputs "$FOLDER" "${PACKAGES[*]//-dev/}"
fi
echo "$FOLDER"
