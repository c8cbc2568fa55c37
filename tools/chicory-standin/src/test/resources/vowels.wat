;; An Extism plugin: counts the vowels of its input, and gives the count as decimal digits.
(module
  (import "extism:host/env" "input_length" (func $length (result i64)))
  (import "extism:host/env" "input_load_u64" (func $input8 (param i64) (result i64)))
  (import "extism:host/env" "input_load_u8" (func $input (param i64) (result i32)))
  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
  (import "extism:host/env" "store_u8" (func $store (param i64 i32)))
  (import "extism:host/env" "output_set" (func $output (param i64 i64)))
  (memory 2)
  (data (i32.const 97) "\01\00\00\00\01\00\00\00\01\00\00\00\00\00\01\00\00\00\00\00\01")
  (data (i32.const 65) "\01\00\00\00\01\00\00\00\01\00\00\00\00\00\01\00\00\00\00\00\01")
  (func (export "count") (result i32)
    (local $i i64) (local $n i64) (local $count i32) (local $at i64) (local $digits i64)
    (local.set $n (call $length))
    ;; The input goes to address 1024, eight bytes at a time while there are so many.
    (block $copied
      (loop $eight
        (br_if $copied
          (i64.gt_u (i64.add (local.get $i) (i64.const 8)) (local.get $n)))
        (i64.store offset=1024 (i32.wrap_i64 (local.get $i)) (call $input8 (local.get $i)))
        (local.set $i (i64.add (local.get $i) (i64.const 8)))
        (br $eight)))
    (block $copied
      (loop $one
        (br_if $copied (i64.ge_u (local.get $i) (local.get $n)))
        (i32.store8 offset=1024 (i32.wrap_i64 (local.get $i)) (call $input (local.get $i)))
        (local.set $i (i64.add (local.get $i) (i64.const 1)))
        (br $one)))
    (local.set $i (i64.const 0))
    (block $done
      (loop $next
        (br_if $done (i64.ge_u (local.get $i) (local.get $n)))
        (local.set $count
          (i32.add
            (local.get $count)
            (i32.load8_u (i32.load8_u offset=1024 (i32.wrap_i64 (local.get $i))))))
        (local.set $i (i64.add (local.get $i) (i64.const 1)))
        (br $next)))
    (local.set $digits (i64.const 10))
    (local.set $at (call $alloc (local.get $digits)))
    (local.set $i (local.get $digits))
    (loop $digit
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (call $store
        (i64.add (local.get $at) (local.get $i))
        (i32.add (i32.const 48) (i32.rem_u (local.get $count) (i32.const 10))))
      (local.set $count (i32.div_u (local.get $count) (i32.const 10)))
      (br_if $digit (i64.ne (local.get $i) (i64.const 0))))
    (call $output (local.get $at) (local.get $digits))
    (i32.const 0)))
