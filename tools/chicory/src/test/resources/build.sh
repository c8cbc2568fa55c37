#!/bin/sh
# Builds the modules beside it; needs wat2wasm (package wabt).
set -eu
cd "$(dirname "$0")"
for source in *.wat; do
  wat2wasm --enable-exceptions "$source" -o "${source%.wat}.wasm"
done
