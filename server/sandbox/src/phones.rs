//! What the makers of wallets were told, kept in memory: gone when the sandbox stops.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use serde_json::Value;

/// What Apple's push service was asked, and what Google was given.
#[derive(Default)]
pub struct Phones {
    inner: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    /// The push token and topic of each push, oldest first.
    pushes: Vec<(String, String)>,
    /// Push tokens of devices that are gone.
    gone: Vec<String>,
    /// Google's classes and objects by id.
    google: BTreeMap<String, Value>,
}

impl Phones {
    /// Keeps a push; whether its device is there.
    pub fn push(&self, token: &str, topic: &str) -> bool {
        let mut told = self.lock();
        if told.gone.iter().any(|gone| gone == token) {
            return false;
        }
        told.pushes.push((token.to_owned(), topic.to_owned()));
        true
    }

    /// The device with this push token is gone.
    pub fn lose(&self, token: &str) {
        self.lock().gone.push(token.to_owned());
    }

    pub fn pushes(&self) -> Vec<(String, String)> {
        self.lock().pushes.clone()
    }

    /// Google's class or object of this id.
    pub fn google(&self, id: &str) -> Option<Value> {
        self.lock().google.get(id).cloned()
    }

    pub fn keep_google(&self, id: &str, resource: Value) {
        self.lock().google.insert(id.to_owned(), resource);
    }

    /// Google's classes and objects by id.
    pub fn all_google(&self) -> Value {
        let told = self.lock();
        told.google.clone().into_iter().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Told> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
