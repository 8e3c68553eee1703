//! Google Wallet: a pass is an object at Google, of a class of ours, which a holder saves by a signed link. Source:
//! Google, *Google Wallet API*, "Generic pass".
//!
//! - [`object`]: class and object; [`jwt`]: what is signed for Google
//! - [`api`]: the port to Google's interface, and its adapter
//!
//! The link names the object only: what the pass says goes to Google by the interface, so that no personal
//! data stand in an address.

pub mod api;
pub mod jwt;
pub mod object;

use super::WalletError;
use super::content::PassContent;
use super::keys::{SigningKey, wrong};
use crate::config;
use api::{GoogleError, GooglePasses, RestApi};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::sync::Arc;

/// Keeps passes at Google.
pub struct Google {
    issuer: String,
    account: Arc<Account>,
    save_url: String,
    public_url: String,
    api: Arc<dyn GooglePasses>,
}

/// The service account that signs.
pub struct Account {
    /// Its e-mail address.
    pub email: String,
    pub key: SigningKey,
}

impl Google {
    /// Reads the key of the service account.
    ///
    /// # Errors
    /// Names the file that cannot be used: the key must be of RSA.
    pub fn new(settings: &config::GoogleWallet, public_url: &str) -> Result<Self, WalletError> {
        let key = SigningKey::read(&settings.key)?;
        if !matches!(key, SigningKey::Rsa(_)) {
            return Err(wrong(&settings.key, "is no key of RSA"));
        }
        let account = Arc::new(Account {
            email: settings.service_account.clone(),
            key,
        });
        Ok(Self {
            issuer: settings.issuer.clone(),
            save_url: settings.save_url.trim_end_matches('/').to_owned(),
            public_url: public_url.to_owned(),
            api: Arc::new(RestApi::new(settings, account.clone())?),
            account,
        })
    }

    /// Keeps class and object at Google: what the holder was asked for.
    ///
    /// # Errors
    /// When Google does not take them; the same call may be made again.
    pub async fn save(&self, content: &PassContent, now: DateTime<Utc>) -> Result<(), GoogleError> {
        let class = object::class(&self.class_id());
        self.api.put_class(&self.class_id(), &class, now).await?;
        self.update(content, now).await
    }

    /// Has the object say what the pass says now. Of a pass that is void no personal data are left there.
    ///
    /// # Errors
    /// As [`Self::save`].
    pub async fn update(
        &self,
        content: &PassContent,
        now: DateTime<Utc>,
    ) -> Result<(), GoogleError> {
        if content.standing.is_void() {
            return self.clear(&content.serial, now).await;
        }
        let id = self.object_id(&content.serial);
        let names = object::Names {
            id: &id,
            class_id: &self.class_id(),
            public_url: &self.public_url,
        };
        let object = object::object(&names, content);
        self.api.put_object(&id, &object, now).await
    }

    /// Takes the personal data out of the object of this serial number, and ends it. Google deletes no object.
    ///
    /// # Errors
    /// As [`Self::save`].
    pub async fn clear(&self, serial: &str, now: DateTime<Utc>) -> Result<(), GoogleError> {
        let id = self.object_id(serial);
        let object = object::cleared(&id, &self.class_id());
        self.api.put_object(&id, &object, now).await
    }

    /// The link by which a holder saves the object of this serial number.
    ///
    /// # Errors
    /// When the key cannot sign.
    pub fn save_link(&self, serial: &str, now: DateTime<Utc>) -> Result<String, WalletError> {
        let claims = json!({
            "iss": self.account.email,
            "aud": "google",
            "typ": "savetowallet",
            "iat": now.timestamp(),
            "origins": [self.public_url],
            "payload": { "genericObjects": [{
                "id": self.object_id(serial),
                "classId": self.class_id(),
            }] },
        });
        let token = jwt::signed(&self.account.key, &claims)?;
        Ok(format!("{}/{token}", self.save_url))
    }

    fn class_id(&self) -> String {
        format!("{}.vpass", self.issuer)
    }

    fn object_id(&self, serial: &str) -> String {
        format!("{}.{serial}", self.issuer)
    }
}
