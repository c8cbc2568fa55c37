#!/bin/sh
# Rebuilds the kernels' modules from their sources:
#   build.sh           writes src/main/resources/kernels/*.wasm
#   build.sh --check   builds them elsewhere and fails when a committed one differs
#   build.sh --native DIRECTORY   builds them for this machine instead, and their driver
# Needs clang and wasm-ld (Debian: apt-get install clang lld), or gcc for --native. The committed modules
# are from Debian's clang 14.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
out=$here/../src/main/resources/kernels
sources=$(mktemp -d)
trap 'rm -rf "$sources"' EXIT

cp "$here"/*.c "$here"/kernel.h "$sources"
rm "$sources/driver.c"
"$here/switch.sh" 200 >"$sources/switch-9k.c"
"$here/switch.sh" 1100 >"$sources/switch-40k.c"
"$here/switch.sh" 4100 >"$sources/switch-150k.c"

if [ "${1:-}" = --native ]; then
  mkdir -p "$2"
  for source in "$sources"/*.c; do
    name=$(basename "$source" .c)
    gcc -O2 -fno-builtin -fno-math-errno -fPIC -shared -fvisibility=hidden -o "$2/$name.so" "$source"
  done
  gcc -O2 -o "$2/driver" "$here/driver.c" -ldl
  exit
fi

mkdir -p "$sources/out" "$out"
for source in "$sources"/*.c; do
  name=$(basename "$source" .c)
  (cd "$sources" && clang --target=wasm32 -O2 -fno-builtin -nostdlib -Wl,--no-entry -Wl,--strip-debug \
    -o "out/$name.wasm" "$name.c")
  chmod 644 "$sources/out/$name.wasm"
done
if [ "${1:-}" = --check ]; then
  for module in "$sources"/out/*.wasm; do
    cmp "$module" "$out/${module##*/}"
  done
  echo 'kernels: every module is what its source builds to'
else
  cp "$sources"/out/*.wasm "$out"
fi
