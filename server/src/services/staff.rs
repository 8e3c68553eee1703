//! What consular staff do: signing in, the queue, a case, decisions, refunds.
//!
//! One file is one use case, and each act on a case is one transaction that a stale version or
//! a case held by somebody else stops. A new act: its function here, its arm in `apply_action`.
//!
//! - [`queue`], [`case`], [`photo`]: looking
//! - [`facts`], [`checks`], [`timeline`]: what a case view is made of
//! - [`mails`]: what did not arrive
//! - [`assignment`], [`grant`], [`correction`], [`denial`]: deciding

pub mod assignment;
pub mod case;
pub mod checks;
pub mod correction;
pub mod denial;
pub mod facts;
pub mod grant;
pub mod mails;
mod note;
pub mod photo;
pub mod queue;
pub mod refunds;
mod roles;
pub mod timeline;

use crate::accounts;
use crate::state::Portal;
use app::contract::{
    AccountView, Caller, CaseAction, CaseView, ChangePasswordForm, ChargeToReview, DecisionForm,
    Download, ListPage, OtherWayForm, QueueCounts, QueueFilter, QueueRow, RefundDecided,
    RefundDecision, RefundFilter, RefundRow, RenewTotpForm, SendAgainForm, SessionToken,
    SignInForm, StaffService, UndeliveredMail,
};
use app::error::Result;
use async_trait::async_trait;
use uuid::Uuid;

#[async_trait]
impl StaffService for Portal {
    fn asks_code(&self) -> bool {
        accounts::sign_in::asks_code(self)
    }

    async fn sign_in(&self, caller: &Caller, form: &SignInForm) -> Result<SessionToken> {
        accounts::sign_in::sign_in(self, caller, form).await
    }

    async fn sign_out(&self, session: &str) -> Result<()> {
        accounts::sessions::end_session(self, session).await
    }

    async fn change_password(
        &self,
        caller: &Caller,
        form: &ChangePasswordForm,
    ) -> Result<SessionToken> {
        accounts::change_password::change_password(self, caller, form).await
    }

    async fn account(&self, caller: &Caller, session: &str) -> Result<AccountView> {
        Ok(AccountView {
            sessions: accounts::own_sessions::list(self, caller, session).await?,
            second_factor: accounts::renew_totp::view(self, caller, session).await?,
        })
    }

    async fn end_session(&self, caller: &Caller, id: &str) -> Result<()> {
        accounts::own_sessions::end_one(self, caller, id).await
    }

    async fn end_other_sessions(&self, caller: &Caller, session: &str) -> Result<()> {
        accounts::own_sessions::end_others(self, caller, session).await
    }

    async fn begin_totp_renewal(
        &self,
        caller: &Caller,
        session: &str,
        form: &RenewTotpForm,
    ) -> Result<()> {
        accounts::renew_totp::begin(self, caller, session, form).await
    }

    async fn confirm_totp_renewal(
        &self,
        caller: &Caller,
        session: &str,
        code: &str,
    ) -> Result<SessionToken> {
        accounts::renew_totp::confirm(self, caller, session, code).await
    }

    async fn queue(&self, caller: &Caller, filter: &QueueFilter) -> Result<ListPage<QueueRow>> {
        queue::queue(self, caller, filter).await
    }

    async fn queue_counts(&self, caller: &Caller) -> Result<QueueCounts> {
        queue::counts(self, caller).await
    }

    async fn case(&self, caller: &Caller, case: Uuid) -> Result<CaseView> {
        case::case(self, caller, case).await
    }

    async fn case_photo(&self, caller: &Caller, case: Uuid) -> Result<Download> {
        photo::case_photo(self, caller, case).await
    }

    async fn apply_action(
        &self,
        caller: &Caller,
        action: CaseAction,
        form: &DecisionForm,
    ) -> Result<()> {
        match action {
            CaseAction::Assign => assignment::assign(self, caller, form).await,
            CaseAction::Release => assignment::release(self, caller, form).await,
            CaseAction::Grant => grant::grant(self, caller, form).await,
            CaseAction::AskCorrection => correction::ask(self, caller, form).await,
            CaseAction::ProposeDenial => denial::propose(self, caller, form).await,
            CaseAction::ConfirmDenial => denial::confirm(self, caller, form).await,
            CaseAction::RejectDenial => denial::reject(self, caller, form).await,
        }
    }

    async fn refunds(&self, caller: &Caller, filter: &RefundFilter) -> Result<ListPage<RefundRow>> {
        refunds::list(self, caller, filter).await
    }

    async fn decide_refund(
        &self,
        caller: &Caller,
        decision: &RefundDecision,
    ) -> Result<RefundDecided> {
        if decision.approve {
            refunds::approve(self, caller, decision).await
        } else {
            refunds::decline(self, caller, decision).await
        }
    }

    async fn undelivered_mails(
        &self,
        caller: &Caller,
        cursor: &str,
    ) -> Result<ListPage<UndeliveredMail>> {
        mails::list(self, caller, cursor).await
    }

    async fn send_again(&self, caller: &Caller, form: &SendAgainForm) -> Result<()> {
        mails::send_again(self, caller, form).await
    }

    async fn record_other_way(&self, caller: &Caller, form: &OtherWayForm) -> Result<()> {
        refunds::other_way::record(self, caller, form).await
    }

    async fn charges_to_review(&self, caller: &Caller) -> Result<Vec<ChargeToReview>> {
        refunds::charges::to_review(self, caller).await
    }

    async fn accept_given_back(&self, caller: &Caller, payment: Uuid, version: i64) -> Result<()> {
        refunds::charges::accept(self, caller, payment, version).await
    }
}
