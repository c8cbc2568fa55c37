impl<S: Store + Send + Sync> Service for Cached<S> {
    async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        if let Some(found) = self.map.read().await.get(key) {
            return Ok(Some(found.clone()));
        }
        let loaded = self.store.load(key).await?;
        if let Some(bytes) = &loaded {
            self.map.write().await.insert(key.to_owned(), bytes.clone());
        }
        Ok(loaded)
    }

    async fn put(&mut self, key: String, value: Vec<u8>) -> Result<(), Error> {
        self.store.save(&key, &value).await?;
        self.map.write().await.insert(key, value);
        Ok(())
    }

    async fn close(self: Box<Self>) {
        for (key, value) in self.map.into_inner() {
            let _ = self.store.save(&key, &value).await;
        }
    }
}
