(module
  (memory 1)
  (func $add (param v128 v128) (result v128) (i32x4.add (local.get 0) (local.get 1)))
  (func $splat (param f32) (result v128) (f32x4.splat (local.get 0)))
  (func $load (param i32) (result v128) (v128.load offset=16 (local.get 0)))
  (func $anyTrue (param v128) (result i32) (v128.any_true (local.get 0))))
