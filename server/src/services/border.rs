//! What border officers do: finding a traveller, admitting, refusing, recording a departure.
//!
//! One file is one use case; each act is one transaction that a stale version stops, so that of
//! two officers at two desks one wins.
//!
//! - [`find`], [`people`], [`person`]: looking; `app::desk_query` reads the one box
//! - [`admission`]: whether a person may be admitted, and what stands against it
//! - [`refusal`]: a refusal of entry that still stands; [`forged`]: a forged code that was shown
//! - [`elsewhere`]: a stay that is open on another case of the same person
//! - [`event`]: what the form says of the event itself: port, time, note
//! - [`admit`], [`refuse`], [`depart`]: the three acts; [`undo`]: an admission by mistake
//! - [`walk_in`]: somebody who came without any record
//! - [`expected`]: who is expected at a port
//! - [`shift`]: what an officer did; [`viewed`]: that such a list was looked at
//! - [`day_pack`]: the list for the time without a network; [`hand_in`]: what was done by it;
//!   [`not_accepted`]: what of that has to be looked into

pub mod admission;
pub mod admit;
mod again;
pub mod day_pack;
pub mod depart;
mod elsewhere;
pub mod event;
mod expected;
pub mod find;
pub mod forged;
mod hand_in;
pub mod key;
mod not_accepted;
pub mod people;
pub mod person;
pub mod refusal;
pub mod refuse;
pub mod shift;
pub mod undo;
mod viewed;
mod walk_in;

use crate::services::verifier::lost_pass;
use crate::state::Portal;
use app::contract::{
    BorderService, Caller, CrossingForm, DayPackService, Download, Expected, FindForm, Found,
    HandIn, HandedIn, ListPage, NotAccepted, PassView, PassportForm, People, PersonView,
    ShiftEntry, SignedDayPack, WalkInAnswers,
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

    async fn walk_in_passport(&self, caller: &Caller, query: &str) -> Result<PassportForm> {
        walk_in::passport_of(self, caller, query)
    }

    async fn record_walk_in(&self, caller: &Caller, answers: &mut WalkInAnswers) -> Result<Uuid> {
        walk_in::record(self, caller, answers).await
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

    async fn expected(
        &self,
        caller: &Caller,
        port_and_day: (&str, &str),
        cursor: &str,
    ) -> Result<Expected> {
        expected::expected(self, caller, port_and_day, cursor).await
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

#[async_trait]
impl DayPackService for Portal {
    async fn day_pack(&self, caller: &Caller) -> Result<SignedDayPack> {
        day_pack::day_pack(self, caller).await
    }

    async fn hand_in(&self, caller: &Caller, form: &HandIn) -> Result<Vec<HandedIn>> {
        hand_in::hand_in(self, caller, form).await
    }

    async fn not_accepted(&self, caller: &Caller, cursor: &str) -> Result<ListPage<NotAccepted>> {
        not_accepted::not_accepted(self, caller, cursor).await
    }

    async fn look_into(&self, caller: &Caller, act: Uuid) -> Result<()> {
        not_accepted::look_into(self, caller, act).await
    }
}
