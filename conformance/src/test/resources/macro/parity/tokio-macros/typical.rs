//# attr main
async fn main() {
    println!("Hello world");
}

//# attr main(flavor = "multi_thread", worker_threads = 10)
/// Documented
#[cfg(unix)]
async fn main() -> Result<(), Box<dyn std::error::Error>> { let x = 1; Ok(()) }

//# attr main(flavor = "current_thread", start_paused = true)
async fn main() -> ! { loop { tokio::time::sleep(Duration::from_secs(1)).await } }

//# attr test
async fn my_test() { assert!(true); }

//# attr test(flavor = "multi_thread", worker_threads = 1, crate = "tokio1")
#[should_panic]
async fn my_test() -> Option<u8> { None? }

//# bang select_priv_declare_output_enum
( () () () )

//# bang select_priv_clean_pattern
Some(ref mut x @ Foo { a, ref b, .. })

//# bang select_priv_clean_pattern
(&mut a | b, [first, .., ref last], 1..=2)
