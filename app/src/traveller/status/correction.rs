//! The correction that a reviewer asked for: the note, links to the pages, and sending it.

use super::acts::{self, Act};
use crate::area::Area;
use crate::components::{PostForm, SubmitButton};
use crate::contract::{Step, TravellerStatus, correction_field};
use crate::flash::{finish, of_application};
use crate::session::{caller, traveller_service};
use crate::text::{date, label, text, text_with};
use crate::traveller::steps::step_path;
use domain::states::{CaseState, CorrectionPage};
use leptos::prelude::*;
use uuid::Uuid;

pub(in crate::traveller) const FORM: &str = "correction";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "send-correction")]
pub async fn send_correction(
    #[server(default)] reference: String,
    #[server(default)] traveller: String,
) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let service = traveller_service();
    match service.send_correction(&caller(), &reference, id).await {
        Ok(()) => acts::done(Act::Corrected),
        Err(error) => {
            let name = of_application(FORM, &reference);
            finish(Area::Traveller, Err(error), "/status", &name, &());
        }
    }
    Ok(())
}

/// The reviewer's note, the pages that it opens, and sending it once something was changed.
pub(super) fn asked(traveller: &TravellerStatus, reference: &str) -> Option<AnyView> {
    if traveller.state != CaseState::NeedsCorrection {
        return None;
    }
    let asked = traveller.correction.clone()?;
    let until = text_with("status-correct-until", &[("date", date(asked.until))]);
    let changes = asked
        .changes
        .map(|count| text_with("status-correct-changes", &[("count", count.to_string())]));
    let may_send = asked.changes != Some(0);
    let links: Vec<_> = asked
        .pages
        .iter()
        .enumerate()
        .map(|(index, page)| {
            let step = match page {
                CorrectionPage::Passport => Step::Passport(traveller.id),
                CorrectionPage::Photo => Step::Photo(traveller.id),
                CorrectionPage::Trip => Step::Trip,
                CorrectionPage::Contact => Step::Contact,
            };
            // What is to be done first is the button; the other pages are links below it.
            let class = (index == 0 && !may_send).then_some("button");
            view! {
                <a class=class href=step_path(step)>
                    {label("status-correct", page)}
                </a>
            }
        })
        .collect();
    let (field, id) = (correction_field(traveller.id), traveller.id.to_string());
    let reference = reference.to_owned();
    let send = may_send.then(|| {
        view! {
            <PostForm action="/act/send-correction">
                <input type="hidden" name="reference" value=reference />
                <input type="hidden" name="traveller" value=id />
                <SubmitButton label=text("status-correct-send") />
            </PostForm>
        }
    });
    Some(
        view! {
            <blockquote class="typed" dir="auto">
                {asked.note}
            </blockquote>
            <p>{text("status-correct-then")} " " {until} " " {changes}</p>
            <div class="buttons to-correct" id=field>
                {send}
                {links}
            </div>
        }
        .into_any(),
    )
}
