;; An exception that nobody catches, with the second of two tags: build with build.sh.
(module
  (tag $other)
  (tag $tag (param i32 i64 f64))
  (func (export "throw") (param i32 i64 f64)
    (throw $tag (local.get 0) (local.get 1) (local.get 2)))
  (func (export "throwNothing") (throw $other)))
