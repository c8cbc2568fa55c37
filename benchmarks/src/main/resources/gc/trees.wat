;; Objects on the guest's heap: binary trees, a list that is turned round, and a walk over shapes
;; whose kinds only casts tell. GcTwin.java is the same in Java.
(module $trees
  (type $tree (sub final (struct
    (field $left (ref null $tree)) (field $right (ref null $tree)) (field $value i32))))
  (type $link (sub final (struct (field $next (mut (ref null $link))) (field $value i32))))

  (type $shape (sub (struct (field $side i32))))
  (type $square (sub final $shape (struct (field $side i32))))
  (type $oblong (sub final $shape (struct (field $side i32) (field $other i32))))
  (type $cube (sub final $shape (struct (field $side i32) (field $weight f64))))
  (type $shapes (array (mut (ref null $shape))))
  (global $all (mut (ref null $shapes)) (ref.null $shapes))

  ;; A full tree of so many levels, its nodes' values counted from 1 as in a heap.
  (func $grow (param $levels i32) (param $value i32) (result (ref null $tree))
    (if (i32.eqz (local.get $levels)) (then (return (ref.null $tree))))
    (struct.new $tree
      (call $grow
        (i32.sub (local.get $levels) (i32.const 1))
        (i32.mul (local.get $value) (i32.const 2)))
      (call $grow
        (i32.sub (local.get $levels) (i32.const 1))
        (i32.add (i32.mul (local.get $value) (i32.const 2)) (i32.const 1)))
      (local.get $value)))

  (func $sum (param $tree (ref null $tree)) (result i32)
    (if (ref.is_null (local.get $tree)) (then (return (i32.const 0))))
    (i32.add
      (struct.get $tree $value (local.get $tree))
      (i32.add
        (call $sum (struct.get $tree $left (local.get $tree)))
        (call $sum (struct.get $tree $right (local.get $tree))))))

  ;; Grows a tree and adds up its values.
  (func (export "trees") (param $levels i32) (result i32)
    (call $sum (call $grow (local.get $levels) (i32.const 1))))

  ;; Makes a list of n links, turns it round in place, and adds each value times its place.
  (func (export "list") (param $n i32) (result i32)
    (local $head (ref null $link)) (local $turned (ref null $link))
    (local $next (ref null $link)) (local $i i32) (local $total i32)
    (loop $make
      (local.set $head (struct.new $link (local.get $head) (local.get $i)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $make (i32.lt_s (local.get $i) (local.get $n))))
    (loop $turn
      (local.set $next (struct.get $link $next (local.get $head)))
      (struct.set $link $next (local.get $head) (local.get $turned))
      (local.set $turned (local.get $head))
      (local.set $head (local.get $next))
      (br_if $turn (i32.eqz (ref.is_null (local.get $head)))))
    (local.set $i (i32.const 0))
    (loop $add
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (local.set $total
        (i32.add
          (local.get $total)
          (i32.mul (local.get $i) (struct.get $link $value (local.get $turned)))))
      (local.set $turned (struct.get $link $next (local.get $turned)))
      (br_if $add (i32.eqz (ref.is_null (local.get $turned)))))
    (local.get $total))

  ;; Makes n shapes of three kinds in turn.
  (func (export "prepare") (param $n i32)
    (local $i i32) (local $kind i32)
    (global.set $all (array.new_default $shapes (local.get $n)))
    (loop $make
      (local.set $kind (i32.rem_u (local.get $i) (i32.const 3)))
      (array.set $shapes (global.get $all) (local.get $i)
        (if (result (ref $shape)) (i32.eqz (local.get $kind))
          (then (struct.new $square (local.get $i)))
          (else
            (if (result (ref $shape)) (i32.eq (local.get $kind) (i32.const 1))
              (then (struct.new $oblong (local.get $i) (local.get $kind)))
              (else (struct.new $cube (local.get $i) (f64.convert_i32_s (local.get $i))))))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $make (i32.lt_s (local.get $i) (local.get $n)))))

  (func $measure (param $shape (ref null $shape)) (result i32)
    (block $isSquare (result (ref $square))
      (block $isOblong (result (ref $oblong))
        (block $isCube (result (ref $cube))
          (br_on_cast $isSquare (ref null $shape) (ref $square) (local.get $shape))
          (br_on_cast $isOblong (ref null $shape) (ref $oblong))
          (br_on_cast $isCube (ref null $shape) (ref $cube))
          (unreachable))
        (return (i32.trunc_sat_f64_s (struct.get $cube $weight))))
      (drop)
      (return
        (i32.add
          (struct.get $shape $side (local.get $shape))
          (struct.get $oblong $other (ref.cast (ref $oblong) (local.get $shape))))))
    (struct.get $square $side)
    (i32.mul (i32.const 2)))

  ;; Adds up a measure of every shape, which is another for each kind.
  (func (export "shapes") (result i32)
    (local $i i32) (local $total i32)
    (loop $each
      (local.set $total
        (i32.add
          (local.get $total)
          (call $measure (array.get $shapes (global.get $all) (local.get $i)))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $each (i32.lt_s (local.get $i) (array.len (global.get $all)))))
    (local.get $total)))
