//! What is stored, read outside of any service. The statements that tests use are named here and
//! nowhere else.

use crate::TestPortal;
use app::contract::{Caller, PassView, Verifier};
use server::audit;
use server::cases::case_file::CaseFile;
use server::cases::issue::open_seal;
use server::store::{ApplicationRow, CaseRow, PassRow, PaymentRow, RefundRow, StayRow, VisaRow};
use std::path::PathBuf;
use uuid::Uuid;

impl TestPortal {
    pub async fn application(&self, id: Uuid) -> ApplicationRow {
        let mut stored = self.portal.store.read().await.unwrap();
        stored.application(id).await.unwrap().unwrap()
    }

    /// The only application, for those who learn of it by the record alone.
    pub async fn only_application(&self) -> ApplicationRow {
        let mut stored = self.portal.store.read().await.unwrap();
        let events = stored.audit_from(1, 100).await.unwrap();
        let id = events.iter().find_map(|event| event.application_id);
        stored.application(id.unwrap()).await.unwrap().unwrap()
    }

    pub async fn case(&self, id: Uuid) -> CaseRow {
        let mut stored = self.portal.store.read().await.unwrap();
        stored.case(id).await.unwrap().unwrap()
    }

    /// In the order of the travellers.
    pub async fn cases(&self, application: Uuid) -> Vec<CaseRow> {
        let mut stored = self.portal.store.read().await.unwrap();
        stored.cases_of(application).await.unwrap()
    }

    pub async fn visa(&self, case: Uuid) -> VisaRow {
        let mut stored = self.portal.store.read().await.unwrap();
        stored.visa_of_case(case).await.unwrap().unwrap()
    }

    pub async fn stay(&self, case: Uuid) -> StayRow {
        let mut stored = self.portal.store.read().await.unwrap();
        stored.latest_stay(case).await.unwrap().unwrap()
    }

    /// The V-Pass of the latest stay.
    pub async fn pass(&self, case: Uuid) -> PassRow {
        let stay = self.stay(case).await.id;
        let mut stored = self.portal.store.read().await.unwrap();
        stored.pass_of_stay(stay).await.unwrap().unwrap()
    }

    /// The visible digital seal of the e-visa, as its code holds it.
    pub async fn visa_seal(&self, case: Uuid) -> Vec<u8> {
        let (visa, row) = (self.visa(case).await, self.case(case).await);
        let mut stored = self.portal.store.read().await.unwrap();
        let file = CaseFile::of(&self.portal, &mut *stored, row).await;
        open_seal(&file.unwrap(), "visas", visa.id, &visa.seal).unwrap()
    }

    /// What an officer wrote about the fine of a stay, as it is stored.
    pub async fn fine_note(&self, stay: Uuid) -> Vec<u8> {
        let mut stored = self.portal.store.read().await.unwrap();
        let fine = stored.fine_of_stay(stay).await.unwrap().unwrap();
        fine.note.unwrap()
    }

    /// Whether a seal is on the list of those that hold no more.
    pub async fn is_withdrawn(&self, seal_hash: &[u8]) -> bool {
        let mut stored = self.portal.store.read().await.unwrap();
        let state = stored.seal_state(seal_hash, self.today()).await;
        state.unwrap().is_some()
    }

    /// Oldest first.
    pub async fn payments(&self, application: Uuid) -> Vec<PaymentRow> {
        let mut stored = self.portal.store.read().await.unwrap();
        let mut payments = stored.payments_of(application).await.unwrap();
        payments.reverse();
        payments
    }

    pub async fn refunds(&self, application: Uuid) -> Vec<RefundRow> {
        let mut found = Vec::new();
        for payment in self.payments(application).await {
            let mut stored = self.portal.store.read().await.unwrap();
            found.extend(stored.refunds_of(payment.id).await.unwrap());
        }
        found
    }

    pub async fn refund(&self, id: Uuid) -> RefundRow {
        let mut stored = self.portal.store.read().await.unwrap();
        stored.refund(id).await.unwrap().unwrap()
    }

    /// How many jobs are in that state.
    pub async fn jobs(&self, state: &str) -> i64 {
        let mut stored = self.portal.store.read().await.unwrap();
        let counts = stored.count_jobs().await.unwrap();
        let of_state = counts.iter().find(|(found, _)| found == state);
        of_state.map_or(0, |(_, count)| *count)
    }

    /// The actions recorded about an application, oldest first.
    pub async fn told(&self, application: Uuid) -> Vec<String> {
        let mut stored = self.portal.store.read().await.unwrap();
        let events = stored.audit_of_application(application).await.unwrap();
        events.into_iter().map(|event| event.action).collect()
    }

    pub async fn count_told(&self, application: Uuid, action: &str) -> usize {
        let told = self.told(application).await;
        told.iter().filter(|found| *found == action).count()
    }

    /// The same about the application of a case.
    pub async fn told_of_case(&self, case: Uuid) -> Vec<String> {
        self.told(self.case(case).await.application_id).await
    }

    /// The detail of the latest event of this action about a case.
    pub async fn last_event(&self, case: Uuid, action: &str) -> serde_json::Value {
        let application = self.case(case).await.application_id;
        let mut stored = self.portal.store.read().await.unwrap();
        let events = stored.audit_of_application(application).await.unwrap();
        let mut events = events.into_iter().rev();
        let event = events.find(|event| event.action == action && event.subject_id == Some(case));
        serde_json::from_str(&event.unwrap().detail).unwrap()
    }

    /// The name of the traveller.
    pub async fn name(&self, case: Uuid) -> String {
        let row = self.case(case).await;
        let mut stored = self.portal.store.read().await.unwrap();
        let file = CaseFile::of(&self.portal, &mut *stored, row).await;
        file.unwrap().name()
    }

    /// The page of the V-Pass of the latest stay.
    pub async fn pass_view(&self, case: Uuid) -> PassView {
        let pass = self.pass(case).await;
        let secret = self.portal.vault.pass_secret(pass.id);
        let pass = self.portal.pass(&Caller::default(), &secret).await;
        pass.unwrap()
    }

    /// The first actions recorded about anything.
    pub async fn told_first(&self) -> Vec<String> {
        let mut stored = self.portal.store.read().await.unwrap();
        let events = stored.audit_from(1, 100).await.unwrap();
        events.into_iter().map(|event| event.action).collect()
    }

    /// The record is one unbroken chain; how many events it has.
    pub async fn assert_record_holds(&self) -> i64 {
        let mut stored = self.portal.store.read().await.unwrap();
        let key = self.portal.vault.record_key();
        let proof = audit::verify(&mut *stored, &key, &[]).await;
        proof.unwrap().unwrap().events
    }

    /// The file of what a photo was cut from.
    pub fn original_file(&self, original: &str) -> PathBuf {
        self.photo_file(&format!("{original}-original"))
    }

    /// The file of a photo.
    pub fn photo_file(&self, photo: &str) -> PathBuf {
        let folder = self.folder().join("objects/photos");
        folder.join(&photo[..2]).join(photo)
    }
}
