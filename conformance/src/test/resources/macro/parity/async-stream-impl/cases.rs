//# bang stream_inner
($crate) for i in 0..3 { yield i; }

//# bang try_stream_inner
($crate) loop { let (socket, addr) = listener.accept().await?; yield socket; }

//# bang stream_inner
(::async_stream) let mut x = 1u8; while x < 9 { if x == 2 { yield { x + 1 } } x += yield_next!(x); }
for await value in input { yield value? * 2; }
let closure = async move |y| { yield y };
match x { 1 => yield 1, _ => { yield; } } yield (yield 2);

//# bang stream_inner
(crate) stream! { yield 1 } println!("{}", yield 5); async_stream::try_stream! { yield x? }

//# bang stream_inner
no group

//# bang stream_inner
(crate) let x = ;

//# bang try_stream_inner
(crate)

//# bang stream_inner
(crate) yield r#"text"#; yield b'x'; yield 'label: loop { break 'label 1 };
