//# attr main
fn main() {}

//# attr main
async fn main(x: u8) {}

//# attr main(flavor = "unknown")
async fn main() {}

//# attr main(worker_threads = "four")
async fn main() {}

//# attr main(threaded_scheduler, flavor = "current_thread", flavor = "current_thread")
async fn main() {}

//# attr test(nonsense = 1)
async fn t() {}

//# attr test(1 + 1)
async fn t() {}

//# bang select_priv_declare_output_enum
not groups

//# bang select_priv_clean_pattern
1 +

//# each functions attr main, main_rt, test, test_rt, main_fail, test_fail
