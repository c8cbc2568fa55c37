;; n rounds of: a function that throws, or does not, and a try around its call. (n, mask) -> sum
(module $exceptions
  (tag $tag (param i32))

  ;; Throws where no bit of the mask is in the number; the mask -1 never throws but for 0.
  (func $work (param $number i32) (param $mask i32) (result i32)
    (if (i32.eqz (i32.and (local.get $number) (local.get $mask)))
      (then (throw $tag (local.get $number))))
    (i32.add (local.get $number) (i32.const 1)))

  ;; The same by a flag: the result is negative instead.
  (func $flagged (param $number i32) (param $mask i32) (result i32)
    (if (i32.eqz (i32.and (local.get $number) (local.get $mask)))
      (then (return (i32.sub (i32.const -1) (local.get $number)))))
    (i32.add (local.get $number) (i32.const 1)))

  ;; Three calls deep.
  (func $deep (param $number i32) (param $mask i32) (param $depth i32) (result i32)
    (if (i32.eqz (local.get $depth))
      (then (return (call $work (local.get $number) (local.get $mask)))))
    (i32.add (i32.const 1)
      (call $deep (local.get $number) (local.get $mask)
        (i32.sub (local.get $depth) (i32.const 1)))))

  (func (export "near") (param $n i32) (param $mask i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum
        (i32.add (local.get $sum)
          (block $h (result i32)
            (try_table (result i32) (catch $tag $h)
              (call $work (local.get $n) (local.get $mask))))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  (func (export "deep") (param $n i32) (param $mask i32) (result i32)
    (local $sum i32)
    (loop $again
      (local.set $sum
        (i32.add (local.get $sum)
          (block $h (result i32)
            (try_table (result i32) (catch $tag $h)
              (call $deep (local.get $n) (local.get $mask) (i32.const 3))))))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))

  (func (export "flag") (param $n i32) (param $mask i32) (result i32)
    (local $sum i32)
    (local $result i32)
    (loop $again
      (local.set $result (call $flagged (local.get $n) (local.get $mask)))
      (if (i32.lt_s (local.get $result) (i32.const 0))
        (then (local.set $result (i32.sub (i32.const -1) (local.get $result)))))
      (local.set $sum (i32.add (local.get $sum) (local.get $result)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
)
