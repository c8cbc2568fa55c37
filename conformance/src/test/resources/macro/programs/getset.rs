// crate: getset
//# derive Getters, Setters, MutGetters, CopyGetters
#[derive(Default)]
struct Account<T: Default> {
    #[getset(get = "pub", set = "pub", get_mut = "pub")]
    owner: String,
    #[getset(get_copy = "pub with_prefix")]
    balance: u32,
    #[getset(get, set)]
    r#type: T,
}
//# end
fn main() {
    let mut account = Account::<u8>::default();
    account.set_owner("ada".to_string()).set_type(9);
    account.owner_mut().push('!');
    println!("{} {} {}", account.owner(), account.get_balance(), account.r#type());
}
//> ada! 0 9
