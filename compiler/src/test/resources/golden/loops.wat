;; Loops that are counted, so that HotSpot takes their bounds checks out of them.
(module
  (memory 1)
  ;; The step is in the comparison, as clang has it.
  (func $fill (param $at i32) (param $end i32)
    (loop $next
      (i64.store (local.get $at) (i64.const 0))
      (br_if $next
        (i32.ne (local.get $end) (local.tee $at (i32.add (local.get $at) (i32.const 8)))))))
  ;; Turns that count down; what moves beside them is the address.
  (func $sum (param $at i32) (param $turns i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (local.tee $turns (i32.add (local.get $turns) (i32.const -1)))))
    (local.get $sum))
  ;; A comparison with "less", and a step that is no power of two.
  (func $copy (param $to i32) (param $from i32) (param $end i32)
    (loop $next
      (i32.store (local.get $to) (i32.load (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 12)))
      (br_if $next
        (i32.lt_u
          (local.tee $to (i32.add (local.get $to) (i32.const 12)))
          (local.get $end)))))
  ;; Not counted: what moves is no address.
  (func $descend (param $node i32) (param $levels i32) (result i32)
    (loop $next
      (local.set $node (i32.load (local.get $node)))
      (br_if $next (local.tee $levels (i32.add (local.get $levels) (i32.const -1)))))
    (local.get $node)))
