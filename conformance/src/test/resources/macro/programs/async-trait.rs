// crate: async-trait
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
//# attr async_trait
trait Speak: Sync {
    async fn speak(&self, times: usize) -> String;
    async fn twice(&self) -> String { let once = self.speak(1).await; format!("{once}{once}") }
}
//# end
struct Dog<'a>(&'a str);
//# attr async_trait
impl<'a> Speak for Dog<'a> {
    async fn speak(&self, times: usize) -> String { self.0.repeat(times) }
}
//# end
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
}
fn main() {
    let speakers: Vec<Box<dyn Speak>> = vec![Box::new(Dog("wuff"))];
    println!("{} {}", block_on(speakers[0].speak(3)), block_on(speakers[0].twice()));
}
//> wuffwuffwuff wuffwuff
