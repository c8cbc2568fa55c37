;; Data outside the memory: build with build.sh.
(module (memory 1) (data (i32.const 65535) "ab"))
