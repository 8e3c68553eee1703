//! An application as it is stored: its rows, its key, and its documents, decrypted.

use super::{check_reference, nothing_pending, own_application, pending_payment};
use crate::cases::corrections::Correction;
use crate::cases::records::{ApplicationDocument, CaseDocument};
use crate::state::Portal;
use crate::store::{ApplicationRow, CaseRow, Connection};
use crate::vault::DataKey;
use app::contract::Caller;
use app::error::Result;
use domain::states::{ApplicationState, CaseState, CorrectionPage, PendingPayment};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use uuid::Uuid;

pub struct LoadedApplication {
    pub application: ApplicationRow,
    pub key: DataKey,
    pub document: ApplicationDocument,
    /// By position.
    pub cases: Vec<(CaseRow, CaseDocument)>,
    /// The corrections that are waited for, by case.
    pub corrections: HashMap<Uuid, Correction>,
    /// What is waited for, where a payment is on its way before the fee is paid.
    pub pending: Option<PendingPayment>,
}

impl LoadedApplication {
    /// The caller's, to be changed: whoever changes it at this moment waits, or is seen here.
    pub async fn to_change(
        portal: &Portal,
        db: &mut dyn Connection,
        caller: &Caller,
    ) -> Result<Self> {
        db.lock_application(caller.traveller()?).await?;
        Self::of(portal, db, caller).await
    }

    /// The caller's.
    pub async fn of(portal: &Portal, db: &mut dyn Connection, caller: &Caller) -> Result<Self> {
        let application = own_application(db, caller).await?;
        let key = portal.data_key(&application)?;
        let document = portal.application_document(&key, &application)?;
        let (mut cases, mut corrections) = (Vec::new(), HashMap::new());
        for row in db.cases_of(application.id).await? {
            let document = portal.case_document(&key, &row)?;
            if row.state() == CaseState::NeedsCorrection {
                let asked = Correction::latest(portal, db, &key, row.id).await?;
                corrections.extend(asked.map(|asked| (row.id, asked)));
            }
            cases.push((row, document));
        }
        Ok(Self {
            pending: pending_payment(db, &application).await?,
            application,
            key,
            document,
            cases,
            corrections,
        })
    }

    /// Whether a form was made from this application.
    ///
    /// # Errors
    /// `OtherApplication`.
    pub fn check_reference(&self, reference: &str) -> Result<()> {
        check_reference(&self.application, reference)
    }

    /// As [`super::check_no_payment_pending`].
    ///
    /// # Errors
    /// The same.
    pub fn check_no_payment_pending(&self) -> Result<()> {
        nothing_pending(self.pending)
    }

    /// Another one whenever anything is saved: told from the version of every row, so that a traveller
    /// who is removed makes up for nothing that was added.
    pub fn revision(&self) -> i64 {
        let mut hasher = DefaultHasher::new();
        self.application.version.hash(&mut hasher);
        for (row, _) in &self.cases {
            (row.id, row.version).hash(&mut hasher);
        }
        i64::from_be_bytes(hasher.finish().to_be_bytes())
    }

    /// Whether somebody still decides about one of the travellers.
    pub fn is_under_review(&self) -> bool {
        self.application.state() == ApplicationState::Paid
            && self.cases.iter().any(|(row, _)| row.state().is_undecided())
    }

    /// Whether a correction of this traveller opens the page; the trip and the contact are opened by
    /// one of anybody.
    pub fn opens(&self, traveller: Option<Uuid>, page: CorrectionPage) -> bool {
        self.corrections
            .iter()
            .filter(|(case, _)| traveller.is_none_or(|traveller| **case == traveller))
            .any(|(_, correction)| correction.opens(page))
    }

    /// One of the application's travellers.
    pub fn case(&self, traveller: Uuid) -> Option<&(CaseRow, CaseDocument)> {
        self.cases.iter().find(|(row, _)| row.id == traveller)
    }
}
