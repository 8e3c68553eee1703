//! One traveller on the status page: the state of the case, its documents, and withdrawing.

use super::correction;
use crate::contract::TravellerStatus;
use crate::text::{date, label, text, text_with};
use domain::states::{ApplicationState, CaseState, StayState, VisaState};
use leptos::prelude::*;

pub(super) fn card(
    traveller: &TravellerStatus,
    application: ApplicationState,
    can_withdraw: bool,
) -> AnyView {
    let grounds: Vec<_> = traveller
        .grounds
        .iter()
        .map(|ground| {
            view! {
                <p>
                    {text("status-ground")} " " {label("ground", ground)}
                    {format!(" ({})", ground.article())}
                </p>
            }
        })
        .collect();
    let may_withdraw = can_withdraw
        && matches!(
            traveller.state,
            CaseState::Waiting | CaseState::InReview | CaseState::NeedsCorrection
        );
    let withdraw = may_withdraw.then(|| {
        let href = format!("/withdraw/{}", traveller.id);
        view! {
            <p>
                <a href=href>
                    {text("status-withdraw")} <span class="unseen">" " {traveller.name.clone()}</span>
                </a>
            </p>
        }
    });
    // In the country it is the pass that counts.
    let documents = match traveller.pass {
        Some(_) => [pass(traveller), visa(traveller)],
        None => [visa(traveller), None],
    };
    view! {
        <section class="card traveller">
            <h3 dir="auto">{traveller.name.clone()}</h3>
            {tag(traveller, application)}
            {grounds}
            {correction::asked(traveller)}
            {documents}
            {withdraw}
        </section>
    }
    .into_any()
}

/// The state of the case. A case that is not paid for has none yet, since nobody reviews it.
fn tag(
    traveller: &TravellerStatus,
    application: ApplicationState,
) -> Option<impl IntoView + use<>> {
    let paid = matches!(
        application,
        ApplicationState::Paid | ApplicationState::Closed
    );
    let (class, says) = match traveller.state {
        CaseState::Waiting if !paid => return None,
        // A granted case with a ground was refused entry.
        CaseState::Granted if !traveller.grounds.is_empty() => {
            ("tag bad", text("status-not-let-in"))
        }
        state => {
            let class = match state {
                CaseState::Granted => "tag good",
                CaseState::Denied | CaseState::Withdrawn => "tag bad",
                CaseState::NeedsCorrection => "tag warn",
                _ => "tag",
            };
            (class, label("case-state", state))
        }
    };
    Some(view! { <p><span class=class>{says}</span></p> })
}

fn visa(traveller: &TravellerStatus) -> Option<AnyView> {
    let visa = traveller.visa.as_ref()?;
    let usable = matches!(visa.state, VisaState::Valid | VisaState::Used);
    let class = if traveller.pass.is_some() {
        "button second"
    } else {
        "button"
    };
    let open = usable.then(|| {
        let href = format!("/documents/evisa/{}", visa.id);
        view! {
            <p>
                <a class=class href=href>
                    {text("status-evisa")}
                </a>
            </p>
        }
    });
    let says = match visa.state {
        VisaState::Valid => text_with(
            "status-visa-valid",
            &[
                ("number", visa.number.clone()),
                ("until", date(visa.valid_until)),
            ],
        ),
        state => text_with(
            "status-visa",
            &[
                ("number", visa.number.clone()),
                ("state", label("visa-state", state).to_lowercase()),
            ],
        ),
    };
    Some(
        view! {
            <p>{says}</p>
            {open}
        }
        .into_any(),
    )
}

fn pass(traveller: &TravellerStatus) -> Option<AnyView> {
    let pass = traveller.pass.as_ref()?;
    let until = ("date", date(pass.last_permitted_day));
    let (class, label, says) = match pass.state {
        StayState::Open => (
            "button",
            text("status-pass"),
            text_with("status-pass-last-day", &[until]),
        ),
        StayState::Departed => (
            "button second",
            text("status-pass-closed"),
            text("status-fate-departed"),
        ),
    };
    Some(
        view! {
            <p>{says}</p>
            <p>
                <a class=class href=pass.path.clone()>
                    {label}
                </a>
            </p>
        }
        .into_any(),
    )
}
