;; A Watt module that never finishes its instantiation.
;; Rebuild: wat2wasm --debug-names hostile-start.wat -o hostile-start.wasm
(module $hostile
  (memory (export "memory") 1)
  (func (export "raw_to_token_stream") (param i32) (result i32) local.get 0)
  (func (export "token_stream_into_raw") (param i32) (result i32) local.get 0)
  (func (export "echo") (param i32) (result i32) local.get 0)
  (func $starts (loop $again (br $again)))
  (start $starts)
)
