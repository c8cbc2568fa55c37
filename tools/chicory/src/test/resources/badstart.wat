;; A start function that traps: build with build.sh.
(module (func $begin unreachable) (start $begin))
