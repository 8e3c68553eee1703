//! The correction that a reviewer asked for: the note, links to the pages, and sending it.

use crate::area::Area;
use crate::components::{Notice, NoticeKind, PostForm, SubmitButton};
use crate::contract::{Step, TravellerStatus, correction_field};
use crate::flash::finish;
use crate::session::{caller, traveller_service};
use crate::text::{date, label, text, text_with};
use crate::traveller::steps::step_path;
use domain::states::{CaseState, CorrectionPage};
use leptos::prelude::*;
use uuid::Uuid;

pub(in crate::traveller) const FORM: &str = "correction";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "send-correction")]
pub async fn send_correction(#[server(default)] traveller: String) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let outcome = traveller_service().send_correction(&caller(), id).await;
    let outcome = outcome.map(|()| "/status".to_owned());
    finish(Area::Traveller, outcome, "/status", FORM, &());
    Ok(())
}

/// The reviewer's note, where the case needs a correction.
pub(super) fn asked(traveller: &TravellerStatus) -> Option<AnyView> {
    let asked = traveller.correction.clone()?;
    let until = text_with("status-correct-until", &[("date", date(asked.until))]);
    let changes = asked
        .changes
        .map(|count| text_with("status-correct-changes", &[("count", count.to_string())]));
    let links: Vec<_> = asked
        .pages
        .iter()
        .map(|page| {
            let step = match page {
                CorrectionPage::Passport => Step::Passport(traveller.id),
                CorrectionPage::Photo => Step::Photo(traveller.id),
                CorrectionPage::Trip => Step::Trip,
                CorrectionPage::Contact => Step::Contact,
            };
            view! { <a href=step_path(step)>{label("status-correct", page)}</a> }
        })
        .collect();
    let (field, id) = (correction_field(traveller.id), traveller.id.to_string());
    (traveller.state == CaseState::NeedsCorrection).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <h4>{text("status-correction")}</h4>
                <p class="typed" dir="auto">{asked.note}</p>
                <p class="links">
                    {links}
                </p>
                <p>{text("status-correct-then")}</p>
                <p>{until}</p>
                <p>{changes}</p>
                <div id=field>
                    <PostForm action="/act/send-correction">
                        <input type="hidden" name="traveller" value=id />
                        <SubmitButton label=text("status-correct-send") />
                    </PostForm>
                </div>
            </Notice>
        }
        .into_any()
    })
}
