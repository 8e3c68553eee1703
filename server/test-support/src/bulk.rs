//! Thousands of granted cases: copies of one that the services made, each of an application and on a
//! passport of its own, with rows, ciphertexts and seals as granting leaves them. Made one by one, through
//! forms and payments, they would take an hour.

use crate::{TestPortal, Traveller};
use app::error::Result;
use domain::calendar::ministry_date;
use domain::reference::Reference;
use server::cases::case_file::CaseFile;
use server::cases::issue;
use server::store::VisaRow;
use server::transaction::Transaction;
use uuid::Uuid;

/// How many are written in one transaction.
const AT_ONCE: usize = 500;

/// A copy, with what a desk sends and scans.
#[derive(Debug, Clone)]
pub struct GrantedCase {
    pub case: Uuid,
    pub version: i64,
    pub passport_hash: Vec<u8>,
    /// The address that the code of the e-visa holds.
    pub code: String,
}

impl TestPortal {
    /// So many granted cases.
    pub async fn granted_in_bulk(&self, count: usize) -> Vec<GrantedCase> {
        let model = self.paid(&[Traveller::eriksson()]).await[0];
        self.grant(
            &self
                .staff("granting", &[app::contract::Role::Reviewer])
                .await,
            model,
        )
        .await;
        let visa = self.visa(model).await;
        let mut made = Vec::with_capacity(count);
        while made.len() < count {
            let mut tx = self.portal.begin().await.unwrap();
            let model = CaseFile::load(&self.portal, &mut *tx, model).await.unwrap();
            for _ in 0..AT_ONCE.min(count - made.len()) {
                let number = format!("B{:07}", made.len());
                made.push(self.copy(&mut tx, &model, &visa, number).await.unwrap());
            }
            tx.commit().await.unwrap();
        }
        made
    }

    async fn copy(
        &self,
        tx: &mut Transaction,
        model: &CaseFile,
        visa: &VisaRow,
        passport_number: String,
    ) -> Result<GrantedCase> {
        let portal = &self.portal;
        let mut application = model.application.clone();
        application.id = portal.id();
        let random = u64::from_be_bytes(portal.rng.bytes());
        application.reference = Reference::from_random(random).to_string();
        let (key, wrapped) = portal.vault.new_data_key(&portal.rng, application.id)?;
        application.key = wrapped;
        let document = model.application_document(portal)?;
        application.document =
            portal.encrypt_application_document(&key, application.id, &document)?;

        let mut case = model.case.clone();
        case.id = portal.id();
        case.application_id = application.id;
        case.photo = None;
        case.photo_original = None;
        let mut document = model.document.clone();
        if let Some(person) = &mut document.person {
            person.passport_number = passport_number;
            let number = &person.passport_number;
            case.passport_hash = Some(portal.passport_hash(number, person.nationality.code));
        }
        case.document = portal.encrypt_case_document(&key, case.id, &document)?;
        tx.add_application(&application).await?;
        tx.save_application(&application).await?;
        tx.add_case(&case).await?;
        tx.save_case(&case).await?;
        case.version += 1;

        let file = CaseFile {
            case,
            application,
            document,
            key,
        };
        let mut visa = visa.clone();
        visa.id = portal.id();
        visa.case_id = file.case.id;
        visa.number = issue::number(portal, "KV");
        let facts = issue::visa_facts(portal, &mut **tx, &file, &visa).await?;
        let today = ministry_date(portal.now());
        let issued = portal.documents.issue_visa(&facts, today)?;
        let place = issue::seal_data("visas", visa.id);
        visa.seal = file.key.encrypt(&portal.rng, place, &issued.bytes)?;
        visa.seal_hash = issued.hash;
        tx.add_visa(&visa).await?;
        Ok(GrantedCase {
            case: file.case.id,
            version: file.case.version,
            passport_hash: file.case.passport_hash.unwrap_or_default(),
            code: issued.url,
        })
    }

    /// Each of these cases has one admission and one open stay, and the record holds.
    pub async fn assert_admitted_once(&self, cases: &[GrantedCase]) {
        for GrantedCase {
            case,
            passport_hash,
            ..
        } in cases
        {
            let mut stored = self.portal.store.read().await.unwrap();
            assert_eq!(stored.crossings_of(*case).await.unwrap().len(), 1);
            let open = stored.open_stays_on_passport(passport_hash).await;
            assert_eq!(open.unwrap(), [*case]);
        }
        self.assert_record_holds().await;
    }
}
