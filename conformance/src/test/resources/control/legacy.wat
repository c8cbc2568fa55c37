;; The legacy form of exceptions.
(module $legacy
  (memory 1 4)
  (tag $a (param i32))
  (tag $b (param i32))
  (func $raise (param i32 i32)
    (if (local.get 0) (then (throw $b (local.get 1))) (else (throw $a (local.get 1)))))

  ;; Operands below; two catches and one for all the rest.
  (func (export "catches") (param i32 i32) (result i32)
    (i32.const 1000)
    (try (result i32)
      (do
        (i32.const 5)
        (call $raise (local.get 0) (local.get 1))
        (drop)
        (i32.const 1))
      (catch $a (i32.const 100) (i32.add))
      (catch $b (i32.const 200) (i32.add)))
    (i32.add))

  ;; An exception of the inner try passes the middle one, whatever it would catch.
  (func (export "delegates") (param i32) (result i32)
    (try $outer (result i32)
      (do
        (try $middle (result i32)
          (do
            (try (do (call $raise (i32.const 0) (local.get 0))) (delegate $outer))
            (call $raise (i32.const 0) (i32.const 50))
            (i32.const -1))
          (catch_all (i32.const 500))))
      (catch $a)))

  ;; The innermost delegates to a try that the next one would pass.
  (func (export "crossing") (param i32) (result i32)
    (try $outer (result i32)
      (do
        (try $middle (result i32)
          (do
            (try (result i32)
              (do
                (try (do (call $raise (i32.const 0) (local.get 0))) (delegate $middle))
                (i32.const -1))
              (delegate $outer)))
          (catch $a (i32.const 500) (i32.add))))
      (catch_all (i32.const -2))))

  ;; The middle try still has what is beside the delegate.
  (func (export "beside") (param i32) (result i32)
    (try $outer (result i32)
      (do
        (try $middle (result i32)
          (do
            (if (local.get 0) (then (call $raise (i32.const 0) (i32.const 1))))
            (try (do (nop)) (delegate $outer))
            (try (do (call $raise (i32.const 0) (i32.const -1))) (delegate $middle))
            (i32.const -2))
          (catch $a (i32.const 500) (i32.add))))
      (catch_all (i32.const -3))))

  ;; Past all tries, to the caller.
  (func $away (param i32)
    (try
      (do (try (do (call $raise (i32.const 0) (local.get 0))) (delegate 1)))
      (catch_all)))
  (func (export "away") (param i32) (result i32)
    (try (result i32)
      (do (call $away (local.get 0)) (i32.const -1))
      (catch $a)))

  ;; From a catch in a catch, the outer exception again.
  (func (export "rethrows") (result i32)
    (try (result i32)
      (do
        (try $outer
          (do (call $raise (i32.const 0) (i32.const 1)))
          (catch $a
            (drop)
            (try
              (do (call $raise (i32.const 1) (i32.const 2)))
              (catch $b (drop) (rethrow $outer)))))
        (i32.const -1))
      (catch $a)
      (catch $b (i32.const 100) (i32.add))))

  (func (export "grown") (result i32)
    (try (result i32)
      (do
        (drop (i32.load (i32.const 0)))
        (drop (memory.grow (i32.const 1)))
        (throw $a (i32.const 65536)))
      (catch $a (i32.load))))

  ;; A block in the last catch ends where the try ends.
  (func (export "ends") (param i32) (result i32)
    (try $t (result i32)
      (do
        (drop (br_if $t (i32.const 1) (local.get 0)))
        (throw $a (i32.const 0)))
      (catch_all
        (block $b (result i32)
          (drop (br_if $b (i32.const 2) (i32.eqz (local.get 0))))
          (i32.const 3)))))

  (func (export "uncaught") (param i32)
    (try (do (call $raise (i32.const 1) (local.get 0))) (catch $a (drop))))
)
