//# attr async_trait
pub trait Advertisement {
    async fn run(&self);
    async fn provided(&self, mut n: u32) -> String { n += 1; self.run().await; n.to_string() }
    fn plain(&self) -> u8 { 0 }
    type Item: Send;
    const MAX: usize = 3;
}

//# attr async_trait
impl Advertisement for Modal {
    async fn run(&self) {
        self.render_fullscreen().await;
        for _ in 0..4u16 { remind_user_to_join_mailing_list().await; }
        self.hide_for_now().await;
    }
}

//# attr async_trait(?Send)
trait Local {
    async fn borrow<'a>(&'a mut self, x: &str, y: &'a Elided<'_>) -> Result<&'a str, Box<dyn Error + '_>>;
}
