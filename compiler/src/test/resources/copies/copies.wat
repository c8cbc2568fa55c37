;; Functions that copy memory in the ways of C libraries and compilers, and functions that almost do.
;; All take a target's address, a source's and a length, and answer the target's address. "almost"
;; in the name says which do not copy, for one reason each.
(module
  (memory (export "memory") 1)

  ;; A byte at a time, counted down.
  (func (export "bytes_counted") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $at i32)
    (if (local.get $n)
      (then
        (local.set $at (local.get $t))
        (loop $next
          (i32.store8 (local.get $at) (i32.load8_u (local.get $s)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (local.set $s (i32.add (local.get $s) (i32.const 1)))
          (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
    (local.get $t))

  ;; A byte at a time, up to an address.
  (func (export "bytes_to_end") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $at i32) (local $end i32)
    (local.set $end (i32.add (local.get $s) (local.get $n)))
    (local.set $at (local.get $t))
    (block $done
      (br_if $done (i32.eq (local.get $s) (local.get $end)))
      (loop $next
        (i32.store8 (local.get $at) (i32.load8_u (local.get $s)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $next
          (i32.ne
            (local.tee $s (i32.add (local.get $s) (i32.const 1)))
            (local.get $end)))))
    (local.get $t))

  ;; By an index from both addresses.
  (func (export "bytes_indexed") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (local.get $t))

  ;; From the last byte to the first.
  (func (export "bytes_backward") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (local.set $n (i32.sub (local.get $n) (i32.const 1)))
        (i32.store8
          (i32.add (local.get $t) (local.get $n))
          (i32.load8_u (i32.add (local.get $s) (local.get $n))))
        (br_if $next (i32.gt_s (local.get $n) (i32.const 0)))))
    (local.get $t))

  ;; Whichever way is right for ranges that overlap.
  (func (export "bytes_moved") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (if (i32.lt_u (i32.sub (local.get $t) (local.get $s)) (local.get $n))
        (then
          (local.set $i (local.get $n))
          (loop $next
            (local.set $i (i32.add (local.get $i) (i32.const -1)))
            (i32.store8
              (i32.add (local.get $t) (local.get $i))
              (i32.load8_u (i32.add (local.get $s) (local.get $i))))
            (br_if $next (local.get $i))))
        (else
          (loop $next
            (i32.store8
              (i32.add (local.get $t) (local.get $i))
              (i32.load8_u (i32.add (local.get $s) (local.get $i))))
            (br_if $next
              (i32.ne
                (local.tee $i (i32.add (local.get $i) (i32.const 1)))
                (local.get $n)))))))
    (local.get $t))

  ;; Words of the target, put together of two of the source where that is not aligned alike.
  (func (export "words") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $at i32) (local $end i32) (local $word i32) (local $following i32) (local $shift i32)
    (local.set $at (local.get $t))
    (block $rest
      (br_if $rest (i32.le_u (local.get $n) (i32.const 16)))
      (block $aligned
        (loop $next
          (br_if $aligned (i32.eqz (i32.and (local.get $at) (i32.const 3))))
          (i32.store8 (local.get $at) (i32.load8_u (local.get $s)))
          (local.set $at (i32.add (local.get $at) (i32.const 1)))
          (local.set $s (i32.add (local.get $s) (i32.const 1)))
          (local.set $n (i32.sub (local.get $n) (i32.const 1)))
          (br $next)))
      (local.set $end (i32.add (local.get $at) (i32.and (local.get $n) (i32.const -4))))
      (if (i32.and (local.get $s) (i32.const 3))
        (then
          (local.set $shift (i32.shl (i32.and (local.get $s) (i32.const 3)) (i32.const 3)))
          (local.set $following (i32.and (local.get $s) (i32.const -4)))
          (local.set $word (i32.load (local.get $following)))
          (loop $next
            (i32.store
              (local.get $at)
              (i32.or
                (i32.shr_u (local.get $word) (local.get $shift))
                (i32.shl
                  (local.tee $word (i32.load offset=4 (local.get $following)))
                  (i32.sub (i32.const 32) (local.get $shift)))))
            (local.set $following (i32.add (local.get $following) (i32.const 4)))
            (local.set $s (i32.add (local.get $s) (i32.const 4)))
            (br_if $next
              (i32.lt_u
                (local.tee $at (i32.add (local.get $at) (i32.const 4)))
                (local.get $end)))))
        (else
          (loop $next
            (i32.store (local.get $at) (i32.load (local.get $s)))
            (local.set $s (i32.add (local.get $s) (i32.const 4)))
            (br_if $next
              (i32.lt_u
                (local.tee $at (i32.add (local.get $at) (i32.const 4)))
                (local.get $end))))))
      (local.set $n (i32.and (local.get $n) (i32.const 3))))
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (i32.store8 (local.get $at) (i32.load8_u (local.get $s)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $s (i32.add (local.get $s) (i32.const 1)))
        (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
    (local.get $t))

  ;; Sixteen bytes a turn, wherever they are, and the rest by its bits.
  (func (export "blocks") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $at i32)
    (local.set $at (local.get $t))
    (block $rest
      (br_if $rest (i32.lt_u (local.get $n) (i32.const 16)))
      (loop $next
        (i64.store (local.get $at) (i64.load (local.get $s)))
        (i64.store offset=8 (local.get $at) (i64.load offset=8 (local.get $s)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $s (i32.add (local.get $s) (i32.const 16)))
        (br_if $next
          (i32.gt_u
            (local.tee $n (i32.sub (local.get $n) (i32.const 16)))
            (i32.const 15)))))
    (if (i32.and (local.get $n) (i32.const 8))
      (then
        (i64.store (local.get $at) (i64.load (local.get $s)))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $s (i32.add (local.get $s) (i32.const 8)))))
    (if (i32.and (local.get $n) (i32.const 4))
      (then
        (i32.store (local.get $at) (i32.load (local.get $s)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (local.set $s (i32.add (local.get $s) (i32.const 4)))))
    (if (i32.and (local.get $n) (i32.const 2))
      (then
        (i32.store16 (local.get $at) (i32.load16_u (local.get $s)))
        (local.set $at (i32.add (local.get $at) (i32.const 2)))
        (local.set $s (i32.add (local.get $s) (i32.const 2)))))
    (if (i32.and (local.get $n) (i32.const 1))
      (then (i32.store8 (local.get $at) (i32.load8_u (local.get $s)))))
    (local.get $t))

  ;; Answers the source's address.
  (func (export "almost_answer") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (local.get $s))

  ;; Begins with byte 0 or 1, as the length's sign has it, which is shifted by all bits but one.
  (func (export "almost_shifted") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (local.set $i (i32.sub (i32.const 1) (i32.shr_u (local.get $n) (i32.const -1))))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (local.get $t))

  ;; Leaves out the last byte.
  (func (export "almost_all") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.lt_u (local.get $n) (i32.const 2)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (i32.sub (local.get $n) (i32.const 1))))))
    (local.get $t))

  ;; Writes a zero behind the range, as copies of strings do.
  (func (export "almost_within") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (i32.store8 (i32.add (local.get $t) (local.get $n)) (i32.const 0))
    (local.get $t))

  ;; Ends at a zero, as copies of strings do.
  (func (export "almost_any_bytes") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (br_if $done (i32.eqz (i32.load8_u (i32.add (local.get $s) (local.get $i)))))
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (local.get $t))

  ;; Turns the bytes' order around.
  (func (export "almost_in_order") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (i32.sub (i32.sub (local.get $n) (local.get $i)) (i32.const 1)))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (local.get $t))

  ;; Does nothing for one length.
  (func (export "almost_any_length") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (br_if $done (i32.eq (local.get $n) (i32.const 123457)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (local.get $t))

  ;; Does nothing for one target.
  (func (export "almost_any_target") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (br_if $done (i32.eq (local.get $t) (i32.const 5000)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (local.get $t))

  ;; Does nothing for two addresses that are so far apart.
  (func (export "almost_any_distance") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (br_if $done (i32.eq (i32.sub (local.get $t) (local.get $s)) (i32.const 5000)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (local.get $t))

  ;; Copies words, and so up to three bytes too many.
  (func (export "almost_bytes") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (i32.store
          (i32.add (local.get $t) (local.get $i))
          (i32.load (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 4)))
            (local.get $n)))))
    (local.get $t))

  ;; Copies what it should, but loads a word beyond it, where memory may end.
  (func (export "almost_no_more") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (local.get $n)))))
    (drop (i32.load (i32.add (local.get $s) (local.get $n))))
    (local.get $t))

  ;; Goes by steps that come around to the next byte at the end, and write all over memory.
  (func (export "almost_near") (param $t i32) (param $s i32) (param $n i32) (result i32)
    (local $i i32)
    (block $done
      (br_if $done (i32.eqz (local.get $n)))
      (loop $next
        (i32.store8
          (i32.add (local.get $t) (local.get $i))
          (i32.load8_u (i32.add (local.get $s) (local.get $i))))
        (br_if $next
          (i32.ne
            (local.tee $i (i32.add (local.get $i) (i32.const 0x10001)))
            (local.get $n)))))
    (local.get $t)))
