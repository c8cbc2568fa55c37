//# bang join_internal
futures_crate_path(::futures_util) a, async { 1 }, b.map(|x| x + 1)

//# bang try_join_internal
futures_crate_path(::futures_util) a(), r#try!(b),

//# bang select_internal
futures_crate_path(::futures_util)
a_res = future1 => { let _ = a_res; total += 1 },
Some(mut x) = stream.next() => x.run(),
_ = (&mut fut).fuse() => (),
complete => break,
default => panic!("nothing ready"),

//# bang select_biased_internal
futures_crate_path(crate::futures) x = y => x, complete => { 1 }

//# bang stream_select_internal
futures_crate_path(::futures_util) stream_a, stream::iter(vec![1, 2]), c

//# attr test_internal
async fn t() -> Result<(), ()> { assert_eq!(1, 1); Ok(()) }

//# bang select_internal
futures_crate_path(::futures_util) a = b

//# bang select_internal
a = b => c

//# bang select_internal
futures_crate_path(::futures_util) default => 1, default => 2, complete => 3, complete => 4

//# bang join_internal
1 +

//# bang stream_select_internal

//# each functions attr test_internal
