pub async fn transfer(from: AccountId, to: AccountId, amount: u64, retries: usize) -> Result<Receipt, Error> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        match ledger().begin().await?.withdraw(from, amount).deposit(to, amount).commit().await {
            Ok(receipt) => return Ok(receipt),
            Err(error) if attempt <= retries && error.is_transient() => continue,
            Err(error) => return Err(error),
        }
    }
}
