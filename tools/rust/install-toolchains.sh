#!/usr/bin/env bash
# Installs what the scripts beside it need, and says which way it takes. Safe to run again.
#
# Modern Rust, the first that is there:
#   1. any rustc with the standard library's sources beside it is used as it is
#   2. rustup: adds the rust-src component to the default toolchain
#   3. apt-get (as root): rustc-web, cargo-web, rust-web-src; the only way where PITHOS_RUSTC is
#      /usr/bin/rustc
# rust-analyzer, beside that rustc: rustup's component, or apt-get's rust-web-analyzer.
# Rust 1.63 with wasm32-unknown-unknown:
#   1. a rustup toolchain 1.63 that has the target is used as it is
#   2. apt-get: Debian 12's rustc packages, unpacked below .build/rust and installed nowhere (they
#      conflict with rustc-web)
#   3. rustup: installs toolchain 1.63 and the target
# wasm-ld: PATH, or the rust-lld of the Rust at hand, or apt-get's lld.
. "$(dirname "${BASH_SOURCE[0]}")/toolchain.sh"

PACKAGES_1_63=(rustc libstd-rust-1.63 libstd-rust-dev-wasm32 libllvm14)

have() { command -v "$1" >/dev/null 2>&1; }
as_root() { [ "$(id -u)" = 0 ]; }

apt_install() { # PACKAGE...
  have apt-get || die "cannot install $*: there is no apt-get"
  as_root || die "cannot install $*: run this as root, or: sudo apt-get install $*"
  step "installing $* (apt-get)" \
    env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "$@"
}

install_modern_rust() {
  if (use_modern_rust) 2>/dev/null; then
    :
  elif [ "${PITHOS_RUSTC:-}" != /usr/bin/rustc ] && have rustup \
    && rustup component add rust-src >/dev/null 2>&1; then
    echo "rust: added rust-src to rustup's default toolchain" >&2
  else
    apt_install rustc-web cargo-web rust-web-src gcc libc6-dev
  fi
  if ! (use_modern_rust) 2>/dev/null && ! have wasm-ld; then
    apt_install lld
  fi
  use_modern_rust
  echo "rust: modern Rust is $RUST_VERSION ($RUSTC), linking with $WASM_LD" >&2
}

# Unpacks Debian's packages and writes a rustc that finds its libraries there.
unpack_1_63() {
  local directory=$CACHE/debian-rust-1.63
  rm -rf "$directory"
  mkdir -p "$directory/packages"
  (cd "$directory/packages" && apt-get download -q "${PACKAGES_1_63[@]}") || return
  for package in "$directory"/packages/*.deb; do
    dpkg -x "$package" "$directory" || return
  done
  rm -rf "$directory/packages" "$directory/usr/lib/rustlib/wasm32-wasi"
  cat >"$directory/rustc" <<'RUSTC'
#!/bin/sh
directory=$(dirname "$(readlink -f "$0")")
for libraries in "$directory"/usr/lib/*-linux-gnu*; do
  LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
done
export LD_LIBRARY_PATH
exec "$directory/usr/bin/rustc" "$@"
RUSTC
  chmod +x "$directory/rustc"
  "$directory/rustc" --version
}

install_old_rust() {
  if (use_old_rust) 2>/dev/null; then
    :
  elif have apt-get && [[ $(apt-cache show libstd-rust-dev-wasm32 2>/dev/null) == *1.63.0* ]]; then
    step "unpacking Debian's Rust 1.63" unpack_1_63
  elif have rustup; then
    step "installing Rust 1.63 (rustup)" \
      rustup toolchain install 1.63 --profile minimal --target wasm32-unknown-unknown
  else
    die "Rust 1.63: neither Debian 12's packages nor rustup are at hand"
  fi
  use_old_rust
  echo "rust: old Rust is $("$OLD_RUSTC" --version) ($OLD_RUSTC)" >&2
}

# For the tests that talk to a real rust-analyzer; its macro server comes with it or with rustc.
install_analyzer() {
  local analyzer
  analyzer=$(dirname "$RUSTC")/rust-analyzer
  if [ ! -x "$analyzer" ]; then
    case $RUSTC in
      /usr/bin/*) apt_install rust-web-analyzer ;;
      *) step "adding rust-analyzer (rustup)" rustup component add rust-analyzer ;;
    esac
  fi
  echo "rust: rust-analyzer is $("$analyzer" --version)" >&2
}

install_modern_rust
install_analyzer
install_old_rust
