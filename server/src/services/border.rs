//! What border officers do: finding a traveller, admitting, refusing, recording a departure.
//!
//! One file is one use case; each act is one transaction that a stale version stops, so that of
//! two officers at two desks one wins.
//!
//! - [`query`]: what stands in the one box; [`find`], [`people`], [`person`]: looking
//! - [`admission`]: whether a person may be admitted, and what stands against it
//! - [`refusal`]: a refusal of entry that still stands; [`forged`]: a forged code that was shown
//! - [`elsewhere`]: a stay that is open on another case of the same person
//! - [`event`]: what the form says of the event itself: port, time, note
//! - [`admit`], [`refuse`], [`depart`]: the three acts; [`undo`]: an admission by mistake
//! - [`shift`]: what an officer did

pub mod admission;
pub mod admit;
mod again;
pub mod depart;
mod elsewhere;
pub mod event;
pub mod find;
pub mod forged;
pub mod key;
pub mod people;
pub mod person;
mod query;
pub mod refusal;
pub mod refuse;
pub mod shift;
pub mod undo;

use crate::services::verifier::lost_pass;
use crate::state::Portal;
use app::contract::{
    BorderService, Caller, CrossingForm, Download, FindForm, Found, ListPage, PassView, People,
    PersonView, ShiftEntry,
};
use app::error::Result;
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl BorderService for Portal {
    async fn find(&self, caller: &Caller, form: &FindForm) -> Result<Found> {
        find::find(self, caller, form).await
    }

    async fn people(&self, caller: &Caller, key: &str) -> Result<People> {
        people::people(self, caller, key).await
    }

    async fn person(&self, caller: &Caller, case: Uuid, scan: &str) -> Result<PersonView> {
        person::person(self, caller, case, scan).await
    }

    async fn person_photo(&self, caller: &Caller, case: Uuid) -> Result<Download> {
        person::photo(self, caller, case).await
    }

    async fn admit(&self, caller: &Caller, form: &CrossingForm) -> Result<()> {
        admit::admit(self, caller, form).await
    }

    async fn pass_at_desk(&self, caller: &Caller, case: Uuid) -> Result<PassView> {
        lost_pass::at_desk(self, caller, case).await
    }

    async fn mail_pass_from_desk(&self, caller: &Caller, case: Uuid) -> Result<()> {
        lost_pass::mail_from_desk(self, caller, case).await
    }

    async fn shift(&self, caller: &Caller, cursor: &str) -> Result<ListPage<ShiftEntry>> {
        shift::shift(self, caller, cursor).await
    }

    async fn undo_admission(&self, caller: &Caller, crossing: Uuid) -> Result<Uuid> {
        undo::undo(self, caller, crossing).await
    }

    async fn refuse(&self, caller: &Caller, form: &CrossingForm) -> Result<()> {
        refuse::refuse(self, caller, form).await
    }

    async fn depart(&self, caller: &Caller, form: &CrossingForm) -> Result<()> {
        depart::depart(self, caller, form).await
    }
}
