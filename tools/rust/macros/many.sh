#!/usr/bin/env bash
# Prints the source of a module with 300 function-like macros, each of which returns its own number.
set -euo pipefail
echo '#[macro_use] mod declare;'
echo 'use proc_macro::{Literal, TokenStream, TokenTree};'
echo 'declare!(b"\'
for slot in $(seq 0 299); do echo "bang:slot_$slot:slot_$slot\n\\"; done
echo '");'
for slot in $(seq 0 299); do
  echo '#[no_mangle]'
  echo "pub extern \"C\" fn slot_$slot(_input: TokenStream) -> TokenStream { number($slot) }"
done
echo 'fn number(slot: u32) -> TokenStream { TokenTree::from(Literal::u32_unsuffixed(slot)).into() }'
