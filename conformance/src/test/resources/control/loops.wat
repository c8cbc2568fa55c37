;; Loops that go from one number to another in steps, and that do not always get there. Each returns
;; its turns, or where it ended.
(module
  (memory (export "memory") 1)

  ;; Stores 1 from $at on, to $end, four bytes apart.
  (func (export "up_ne") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (i32.store8 (local.get $at) (i32.const 1))
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (br_if $next
        (i32.ne (local.get $end) (local.tee $at (i32.add (local.get $at) (i32.const 4))))))
    (local.get $turns))
  (func (export "up_lt") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (i32.store8 (local.get $at) (i32.const 1))
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (br_if $next
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 4))) (local.get $end))))
    (local.get $turns))
  (func (export "up_gt") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (i32.store8 (local.get $at) (i32.const 1))
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $next (i32.gt_u (local.get $end) (local.get $at))))
    (local.get $turns))
  (func (export "down_ne") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (i32.store8 (local.get $at) (i32.const 1))
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (local.set $at (i32.add (local.get $at) (i32.const -12)))
      (br_if $next (i32.ne (local.get $at) (local.get $end))))
    (local.get $turns))
  (func (export "down_to_zero") (param $at i32) (param i32) (result i32) (local $turns i32)
    (loop $next
      (i32.store8 (i32.add (local.get $at) (i32.const -1)) (i32.const 1))
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (br_if $next (local.tee $at (i32.add (local.get $at) (i32.const -1)))))
    (local.get $turns))

  ;; The same without stores out of bounds, since only some bits are the address: these wrap around.
  (func (export "around_ne") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (i32.store8 (i32.and (local.get $at) (i32.const 0xff)) (i32.const 1))
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (br_if $next
        (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 40000))) (local.get $end))))
    (local.get $turns))
  (func (export "around_lt") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (i32.store8 (i32.and (local.get $at) (i32.const 0xff)) (i32.const 1))
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (br_if $next
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 65536))) (local.get $end))))
    (local.get $turns))

  ;; One by one, so that there are many turns.
  (func (export "many_ne") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (i32.store8 (i32.and (local.get $at) (i32.const 0xff)) (i32.const 1))
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (br_if $next
        (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
    (local.get $turns))

  ;; Left in the middle, at the first byte that is not 0.
  (func (export "left") (param $at i32) (param $end i32) (result i32)
    (block $found
      (loop $next
        (br_if $found (i32.load8_u (local.get $at)))
        (br_if $next
          (i32.ne (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
      (return (i32.const -1)))
    (local.get $at))
  ;; Goes on from the middle, where no comparison is made: at bytes that are not 0.
  (func (export "goes_on") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.load8_u (i32.sub (local.get $at) (i32.const 1))))
      (br_if $next (i32.ne (local.get $at) (local.get $end))))
    (local.get $turns))
  ;; Takes another step at bytes that are not 0.
  (func (export "two_steps") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (if (i32.load8_u (local.get $at))
        (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
      (br_if $next
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
    (local.get $turns))
  ;; The end moves as well, at bytes that are not 0.
  (func (export "moving_end") (param $at i32) (param $end i32) (result i32) (local $turns i32)
    (loop $next
      (local.set $turns (i32.add (local.get $turns) (i32.const 1)))
      (local.set $end (i32.sub (local.get $end) (i32.load8_u (local.get $at))))
      (br_if $next
        (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 1))) (local.get $end))))
    (local.get $turns)))
