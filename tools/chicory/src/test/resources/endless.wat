;; A guest that never returns by itself, and one call that does.
(module
  (import "host" "tick" (func $tick))
  (func (export "spin") (loop $again (br $again)))
  (func (export "spinThroughHost") (loop $again (call $tick) (br $again)))
  (func (export "answer") (result i32) (i32.const 42)))
