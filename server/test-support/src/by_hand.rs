//! The few rows that no service writes. What the services never leave behind, a fault of ours or a
//! hand in the database may; each function says why there is no other way to it.

use crate::cast::FEE;
use crate::{TestPortal, Traveller};
use chrono::NaiveDate;
use domain::money::Money;
use secrecy::ExposeSecret;
use server::card_provider::CheckoutOrder;
use server::photos::{self, Photo};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqliteConnection};
use std::sync::LazyLock;
use uuid::Uuid;

impl TestPortal {
    /// Takes the photo of a case away, or gives it back; the one before. Travellers can only put
    /// another in its place.
    pub async fn change_photo(&self, case: Uuid, photo: Option<String>) -> Option<String> {
        let mut stored = self.portal.store.begin().await.unwrap();
        let mut row = stored.case(case).await.unwrap().unwrap();
        let before = std::mem::replace(&mut row.photo, photo);
        stored.save_case(&row).await.unwrap();
        stored.commit().await.unwrap();
        before
    }

    /// Gives a case a photo that was taken in before. Taking one in costs more than all the rest of an
    /// application, and a run of thousands of steps needs hundreds.
    pub async fn put_photo(&self, case: Uuid) {
        static PHOTO: LazyLock<Photo> =
            LazyLock::new(|| photos::intake(&Traveller::eriksson().photo).unwrap());
        let portal = &self.portal;
        let application = self.case(case).await.application_id;
        let key = portal
            .data_key(&self.application(application).await)
            .unwrap();
        let name = portal.photos.put(&key, &portal.rng, case, &PHOTO);
        let name = name.await.unwrap();
        self.change_photo(case, Some(name)).await;
    }

    /// Changes one byte of what a case holds encrypted, as a disk that fails does.
    pub async fn damage_case(&self, case: Uuid) {
        let mut stored = self.portal.store.begin().await.unwrap();
        let mut row = stored.case(case).await.unwrap().unwrap();
        row.document[40] ^= 1;
        stored.save_case(&row).await.unwrap();
        stored.commit().await.unwrap();
    }

    /// Puts bytes that nobody encrypted in the place of an encrypted value, as a disk that fails does.
    pub async fn damage(&self, (table, column): (&str, &str), row: Uuid) {
        let url = self.portal.config.database.url.expose_secret();
        if url.starts_with("sqlite:") {
            let statement =
                format!("UPDATE {table} SET {column} = zeroblob(80) WHERE id = '{row}'");
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            let done = connection.execute(AssertSqlSafe(statement)).await.unwrap();
            assert_eq!(done.rows_affected(), 1);
        } else {
            let zeros = "decode(repeat('00', 80), 'hex')";
            let statement = format!("UPDATE {table} SET {column} = {zeros} WHERE id = '{row}'");
            let mut connection = PgConnection::connect(url).await.unwrap();
            let done = connection.execute(AssertSqlSafe(statement)).await.unwrap();
            assert_eq!(done.rows_affected(), 1);
        }
    }

    /// Changes one bit of a picture of the case's photo: of the photo itself, or with `-small` of the small
    /// one. Nothing is left of it where `gone`.
    pub async fn damage_photo(&self, case: Uuid, size: &str, gone: bool) {
        let name = self.case(case).await.photo.unwrap();
        let folder = self.portal.config.objects.folder.join("photos");
        let file = folder.join(&name[..2]).join(format!("{name}{size}"));
        if gone {
            return std::fs::remove_file(file).unwrap();
        }
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[60] ^= 1;
        std::fs::write(file, bytes).unwrap();
    }

    /// Has the passport of a case end on that day. One that ends too early cannot be submitted.
    pub async fn change_expiry(&self, case: Uuid, expires_on: NaiveDate) {
        let portal = &self.portal;
        let mut stored = portal.store.begin().await.unwrap();
        let mut row = stored.case(case).await.unwrap().unwrap();
        let application = stored.application(row.application_id).await;
        let key = portal.data_key(&application.unwrap().unwrap()).unwrap();
        let mut document = portal.case_document(&key, &row).unwrap();
        document.person.as_mut().unwrap().expires_on = expires_on;
        row.document = portal.encrypt_case_document(&key, case, &document).unwrap();
        stored.save_case(&row).await.unwrap();
        stored.commit().await.unwrap();
    }

    /// Has the only card page of an application asked for this, in our books. The portal asks for
    /// what it writes down.
    pub async fn change_amount(&self, application: Uuid, amount: Money) {
        let mut stored = self.portal.store.begin().await.unwrap();
        let mut payment = stored.payments_of(application).await.unwrap().remove(0);
        payment.amount = amount;
        stored.save_payment(&payment).await.unwrap();
        stored.commit().await.unwrap();
    }

    /// Opens a second card page beside the first; its address. The portal closes one before it opens
    /// another.
    pub async fn second_page(&self, application: Uuid) -> String {
        let portal = &self.portal;
        let mut stored = portal.store.begin().await.unwrap();
        let first = stored.payments_of(application).await.unwrap().remove(0);
        let mut row = first.clone();
        row.id = portal.id();
        row.attempt = 2;
        row.session_id = None;
        let shares = stored.shares_of(first.id).await.unwrap();
        stored.add_payment(&row, &shares).await.unwrap();
        stored.commit().await.unwrap();
        let order = CheckoutOrder {
            payment: row.id,
            reference: "KV".to_owned(),
            each: Money::usd(FEE),
            travellers: shares.len() as u64,
            expires_at: row.expires_at,
            email: None,
            success_url: "http://127.0.0.1/".to_owned(),
            cancel_url: "http://127.0.0.1/".to_owned(),
            key: row.id.to_string(),
        };
        let session = portal.cards.open_session(&order).await.unwrap();
        session.url.unwrap()
    }
}
