;; The other instance of tails.wat's chain "across": its half goes through the table's element 3.
(module $other
  (type $step (func (param i64 i64) (result i64)))
  (table (export "table") 4 4 funcref)
  (func (export "step") (type $step)
    (if (i64.eqz (local.get 0)) (then (return (i64.const -1))))
    (return_call_indirect (type $step)
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (local.get 0)) (i32.const 3)))
)
