;; Catches what another instance throws: with that instance's tag, and not with one of its own that
;; looks the same.
(module $catcher
  (import "thrower" "raise" (func $raise (param i32)))
  (import "thrower" "number" (tag $number (param i32)))
  (tag $own (param i32))
  (func (export "theirs") (param i32) (result i32)
    (block $h (result i32)
      (try_table (result i32) (catch $own $h) (catch $number $h)
        (call $raise (local.get 0))
        (i32.const -1))
      (drop)
      (i32.const -2)))
  (func (export "own") (param i32) (result i32)
    (block $h (result i32)
      (try_table (result i32) (catch $own $h)
        (call $raise (local.get 0))
        (i32.const -1))))
)
