//! The decisions on a case as posted: one address for each, so that each names its callers.

use crate::area::Area;
use crate::contract::{CaseAct, DecisionForm};
use crate::error::Result;
use crate::flash::finish;
use crate::session::{caller, staff_service};
use leptos::prelude::*;
use uuid::Uuid;

/// The pages with a form of their own send back to themselves, the buttons to the case.
async fn decide(act: CaseAct, form: DecisionForm) {
    let outcome = staff_service().act(&caller(), act, &form).await;
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
    let place = format!("/staff/cases/{case}");
    let back = match act {
        CaseAct::AskCorrection => format!("{place}/correction"),
        CaseAct::ProposeDenial => format!("{place}/denial"),
        _ => place.clone(),
    };
    finish(
        Area::Staff,
        outcome.map(|()| place),
        &back,
        &name(case),
        &form,
    );
}

/// Under which name a form of this case is sent back.
pub fn name(case: Uuid) -> String {
    format!("staff-case-{case}")
}

/// Reviewer.
#[server(prefix = "/act", endpoint = "staff/case/take")]
pub async fn take(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    decide(CaseAct::Take, form).await;
    Ok(())
}

/// Reviewer.
#[server(prefix = "/act", endpoint = "staff/case/put-back")]
pub async fn put_back(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    decide(CaseAct::PutBack, form).await;
    Ok(())
}

/// Reviewer.
#[server(prefix = "/act", endpoint = "staff/case/grant")]
pub async fn grant(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    decide(CaseAct::Grant, form).await;
    Ok(())
}

/// Reviewer.
#[server(prefix = "/act", endpoint = "staff/case/ask-correction")]
pub async fn ask_correction(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    decide(CaseAct::AskCorrection, form).await;
    Ok(())
}

/// Reviewer.
#[server(prefix = "/act", endpoint = "staff/case/propose-denial")]
pub async fn propose_denial(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    decide(CaseAct::ProposeDenial, form).await;
    Ok(())
}

/// Supervisor.
#[server(prefix = "/act", endpoint = "staff/case/confirm-denial")]
pub async fn confirm_denial(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    decide(CaseAct::ConfirmDenial, form).await;
    Ok(())
}

/// Supervisor.
#[server(prefix = "/act", endpoint = "staff/case/reject-denial")]
pub async fn reject_denial(#[server(flatten)] form: DecisionForm) -> Result<(), ServerFnError> {
    decide(CaseAct::RejectDenial, form).await;
    Ok(())
}
