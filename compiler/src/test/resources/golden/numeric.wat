(module
  (func $jvmInstruction (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func $helper (param i64 i64) (result i64) (i64.div_u (local.get 0) (local.get 1)))
  (func $severalInstructions (param i64 i64) (result i64) (i64.shl (local.get 0) (local.get 1)))
  (func $comparison (param f64 f64) (result i32) (f64.lt (local.get 0) (local.get 1)))
  (func $constants (result f32)
    (drop (i32.const 100000)) (drop (i64.const -7)) (drop (f64.const nan:0x4000000000001))
    (f32.const 0.5)))
