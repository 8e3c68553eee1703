//! The actions on a case as posted: one address for each, so that the route table names its
//! callers.

use super::done;
use crate::area::Area;
use crate::contract::{CaseAction, DecisionForm};
use crate::error::Result;
use crate::flash::finish;
use crate::session::{caller, staff_service};
use leptos::prelude::*;
use uuid::Uuid;

/// Applies the action. After an error a page with a form of its own comes back, else the case.
async fn answer(action: CaseAction, form: DecisionForm) {
    let outcome = staff_service().apply_action(&caller(), action, &form).await;
    // A mistyped id must not become part of an address.
    let Ok(case) = form.case.parse::<Uuid>() else {
        let queue = || "/staff/queue".to_owned();
        return finish(
            Area::Staff,
            outcome.map(|()| queue()),
            "/staff/queue",
            "staff-queue",
            &form,
        );
    };
    let case_path = format!("/staff/cases/{case}");
    let back = match action {
        CaseAction::AskCorrection => format!("{case_path}/correction"),
        CaseAction::ProposeDenial => format!("{case_path}/denial"),
        _ => case_path.clone(),
    };
    let next = match done::word(action) {
        Some(done) => format!("{case_path}?done={done}"),
        None => case_path,
    };
    finish(
        Area::Staff,
        outcome.map(|()| next),
        &back,
        &flash_name(case),
        &form,
    );
}

/// The flash of this case's forms.
pub fn flash_name(case: Uuid) -> String {
    format!("staff-case-{case}")
}

/// Caller: a reviewer.
#[server(prefix = "/act", endpoint = "staff/case/take")]
pub async fn assign(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    answer(CaseAction::Assign, form).await;
    Ok(())
}

/// Caller: a reviewer.
#[server(prefix = "/act", endpoint = "staff/case/put-back")]
pub async fn release(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    answer(CaseAction::Release, form).await;
    Ok(())
}

/// Caller: a reviewer.
#[server(prefix = "/act", endpoint = "staff/case/grant")]
pub async fn grant(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    answer(CaseAction::Grant, form).await;
    Ok(())
}

/// Caller: a reviewer.
#[server(prefix = "/act", endpoint = "staff/case/ask-correction")]
pub async fn ask_correction(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    answer(CaseAction::AskCorrection, form).await;
    Ok(())
}

/// Caller: a reviewer.
#[server(prefix = "/act", endpoint = "staff/case/propose-denial")]
pub async fn propose_denial(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    answer(CaseAction::ProposeDenial, form).await;
    Ok(())
}

/// Caller: a supervisor.
#[server(prefix = "/act", endpoint = "staff/case/confirm-denial")]
pub async fn confirm_denial(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    answer(CaseAction::ConfirmDenial, form).await;
    Ok(())
}

/// Caller: a supervisor.
#[server(prefix = "/act", endpoint = "staff/case/reject-denial")]
pub async fn reject_denial(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    answer(CaseAction::RejectDenial, form).await;
    Ok(())
}
