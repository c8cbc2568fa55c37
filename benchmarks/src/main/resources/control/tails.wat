;; The sum of the numbers up to n, by a loop and by each kind of tail call. (n, sum so far) -> sum
(module $tails
  (type $step (func (param i64 i64) (result i64)))
  (table 2 2 funcref)
  (elem (i32.const 0) $indirectA $indirectB)
  (elem declare func $refA $refB)

  (func (export "loop") (type $step)
    (block $done
      (loop $again
        (br_if $done (i64.eqz (local.get 0)))
        (local.set 1 (i64.add (local.get 1) (local.get 0)))
        (local.set 0 (i64.sub (local.get 0) (i64.const 1)))
        (br $again)))
    (local.get 1))

  (func $self (export "self") (type $step)
    (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call $self
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0))))

  (func $directA (export "direct") (type $step)
    (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call $directB
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0))))
  (func $directB (type $step)
    (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call $directA
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0))))

  (func $indirectA (export "indirect") (type $step)
    (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call_indirect (type $step)
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0)) (i32.const 1)))
  (func $indirectB (type $step)
    (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call_indirect (type $step)
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0)) (i32.const 0)))

  (func $refA (export "reference") (type $step)
    (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call_ref $step
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0)) (ref.func $refB)))
  (func $refB (type $step)
    (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call_ref $step
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0)) (ref.func $refA)))
)
