;; Exceptions of 3.0 where a compiler to the JVM can go wrong: operands below a try, memories that
;; grow before an exception comes, hosts and other instances on the way.
(module $exceptions
  (type $pair (func (param i32 i64)))
  (import "host" "tag" (tag $hosts (param i32 i64)))
  (import "host" "fail" (func $fail (param i32)))
  (memory (export "memory") 1 4)
  (tag $number (export "number") (param i32))
  (tag $other (param i32))
  (tag $mixed (param i64 funcref v128 f64 i32))
  (table 1 funcref)
  (elem declare func $raise)

  (func $raise (export "raise") (param i32) (throw $number (local.get 0)))

  ;; a + b * 2 + c * 4 + d * 8, where the sums' left operands lie below the try that gives d
  (func (export "below") (param i32 i64 f32 f64) (result f64)
    (f64.convert_i32_s (local.get 0))
    (f64.convert_i64_s (i64.mul (local.get 1) (i64.const 2)))
    (f64.promote_f32 (f32.mul (local.get 2) (f32.const 4)))
    (i32.const 7) ;; taken in by the block as a parameter
    (block $h (param i32) (result i32)
      (try_table (param i32) (result i32) (catch $number $h)
        (drop)
        (call $raise (i32.trunc_f64_s (local.get 3)))
        (i32.const -1)))
    (f64.mul (f64.convert_i32_s) (f64.const 8))
    (f64.add) (f64.add) (f64.add))

  ;; A try in a try, each with operands below; the inner handler throws on to the outer one.
  (func (export "nested") (param i32) (result i32)
    (i32.const 1000)
    (block $outer (result i32)
      (try_table (result i32) (catch $other $outer)
        (i32.const 100)
        (block $inner (result i32)
          (try_table (result i32) (catch $number $inner)
            (i32.const 10)
            (call $raise (local.get 0))))
        (i32.add)
        (throw $other)))
    (i32.add))

  (func $growAndRaise
    (drop (memory.grow (i32.const 1)))
    (throw $number (i32.const 5)))

  ;; Stores where the memory ended before.
  (func (export "grown") (result i32)
    (local $end i32)
    (local.set $end (i32.mul (memory.size) (i32.const 65536)))
    (block $h (result i32)
      (try_table (result i32) (catch $number $h)
        (i32.store (i32.const 0) (i32.const 1))
        (call $growAndRaise)
        (i32.const 0)))
    (drop)
    (i32.store (local.get $end) (i32.const 42))
    (i32.load (local.get $end)))

  ;; What the local was when the exception came.
  (func (export "locals") (param i32) (result i32)
    (local i32)
    (block $h
      (try_table (catch_all $h)
        (local.set 1 (i32.const 1))
        (if (local.get 0) (then (throw $number (i32.const 0))))
        (local.set 1 (i32.const 2))
        (throw $number (i32.const 0))))
    (local.get 1))

  ;; Comes back to a loop's beginning by exception, so many times.
  (func (export "loop") (param i32) (result i32)
    (local i32)
    (i32.const 0)
    (loop $again (param i32) (result i32)
      (local.set 1)
      (block $done
        (br_if $done (i32.ge_s (local.get 1) (local.get 0)))
        (try_table (catch $number $again)
          (throw $number (i32.add (local.get 1) (i32.const 1)))))
      (local.get 1)))

  ;; A clause whose label is the function's own.
  (func (export "out") (param i32) (result i32)
    (i32.const 1)
    (try_table (catch $number 0)
      (call $raise (local.get 0)))
    (drop)
    (i32.const -1))

  ;; What the host throws: 1 its tag, 2 a RuntimeException, 3 a trap, 4 IndexOutOfBoundsException.
  (func (export "host") (param i32) (result i32 i64)
    (block $all
      (block $h (result i32 i64)
        (try_table (result i32 i64) (catch $hosts $h) (catch_all $all)
          (call $fail (local.get 0))
          (return (i32.const -1) (i64.const -1))))
      (return))
    (i32.const -2) (i64.const -2))
  (func (export "trapped") (result i32)
    (block $h
      (try_table (catch_all $h) (drop (i32.load (i32.const -4)))))
    (i32.const 1))
  (func $deep (export "deep") (param i32) (result i32)
    (block $h
      (try_table (catch_all $h)
        (return (i32.add (call $deep (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))))
    (i32.const 1))

  (func (export "payload") (param i64 f64 i32) (result i64 i32 v128 f64 i32)
    (local v128 funcref i32 f64 i64)
    (block $h (result i64 funcref v128 f64 i32)
      (try_table (catch $mixed $h)
        (throw $mixed (local.get 0) (ref.func $raise) (v128.const i64x2 77 78)
          (local.get 1) (local.get 2)))
      (unreachable))
    (local.set 5) (local.set 6) (local.set 3) (local.set 4) (local.set 7)
    (local.get 7)
    (ref.is_null (local.get 4))
    (local.get 3)
    (local.get 6)
    (local.get 5))

  ;; The exception that was caught, and thrown again by reference.
  (func (export "again") (param i32)
    (block $h (result exnref)
      (try_table (catch_all_ref $h) (call $fail (local.get 0)))
      (return))
    (throw_ref))
  (func (export "again_number") (param i32)
    (block $h (result i32 exnref)
      (try_table (catch_ref $number $h) (call $raise (local.get 0)))
      (return))
    (throw_ref))

  ;; A clause behind catch_all, an empty try, and clauses that nothing reaches.
  (func (export "odd") (result i32)
    (block $a (result i32)
      (block $b
        (try_table (catch_all $b) (catch $number $a)
          (call $raise (i32.const 1)))
        (block (try_table (catch_all 0)))
        (block $c (try_table (catch_all $c) (unreachable)))
        (br $b))
      (i32.const 9)))
)
