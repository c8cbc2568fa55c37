;; An element outside the table: build with build.sh.
(module (table 1 funcref) (func $f) (elem (i32.const 1) $f))
