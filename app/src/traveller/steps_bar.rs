//! What stands above the heading of each page of an application: the way back, and the bar of named
//! steps: what is complete, where one is, and in a family whose page it is.

use super::steps::{back_link, step_path};
use crate::components::{Notice, NoticeKind, icon};
use crate::contract::{Draft, DraftTraveller, Progress, Step};
use crate::text::{text, text_with};
use crate::traveller::apply::lists::name_of;
use domain::states::ApplicationState;
use leptos::prelude::*;

/// A part of the journey that has a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Passport,
    Trip,
    Contact,
    Photo,
    Check,
    Pay,
}

impl Part {
    pub(super) const ALL: [Self; 6] = [
        Self::Passport,
        Self::Trip,
        Self::Contact,
        Self::Photo,
        Self::Check,
        Self::Pay,
    ];

    pub(super) const fn of(step: Step) -> Self {
        match step {
            Step::Passport(_) => Self::Passport,
            Step::Trip => Self::Trip,
            Step::Contact => Self::Contact,
            Step::Photo(_) => Self::Photo,
            Step::Travellers | Step::Check => Self::Check,
        }
    }

    pub(super) const fn name_key(self) -> &'static str {
        match self {
            Self::Passport => "step-passport",
            Self::Trip => "step-trip",
            Self::Contact => "step-contact",
            Self::Photo => "step-photo",
            Self::Check => "step-check",
            Self::Pay => "step-pay",
        }
    }

    /// Its step for one traveller, and whether that is done; none where it is done once for all.
    pub(super) fn of_person(self, person: &DraftTraveller) -> Option<(Step, bool)> {
        match self {
            Self::Passport => {
                let done = person.passport_progress == Progress::Done;
                Some((Step::Passport(person.id), done))
            }
            Self::Photo => Some((Step::Photo(person.id), person.has_photo)),
            Self::Trip | Self::Contact | Self::Check | Self::Pay => None,
        }
    }

    /// Whether nothing is missing of it any more.
    pub(super) fn is_complete(self, draft: &Draft) -> bool {
        match self {
            Self::Passport | Self::Photo => {
                let mut steps = draft
                    .travellers
                    .iter()
                    .filter_map(|one| self.of_person(one));
                steps.all(|(_, done)| done)
            }
            Self::Trip => draft.trip_progress == Progress::Done,
            Self::Contact => draft.contact_progress == Progress::Done,
            Self::Check => draft.state != ApplicationState::Draft,
            Self::Pay => false,
        }
    }

    /// Its page: of the first traveller of whom something is missing.
    pub(super) fn page(self, draft: &Draft) -> Option<String> {
        let step = match self {
            Self::Passport | Self::Photo => {
                let people = draft.travellers.iter();
                let steps: Vec<_> = people.filter_map(|one| self.of_person(one)).collect();
                let missing = steps.iter().find(|(_, done)| !done);
                missing.or(steps.first())?.0
            }
            Self::Trip => Step::Trip,
            Self::Contact => Step::Contact,
            Self::Check => Step::Check,
            Self::Pay => return None,
        };
        Some(step_path(step))
    }
}

/// The lines above the heading: the way back, and the bar of steps.
pub(super) fn above(step: Step, draft: &Draft) -> AnyView {
    if !draft.is_open() {
        // A reviewer asked for a correction: there is one page to correct, and no order of steps. Nor is
        // there one where the page has closed.
        return view! {
            {back_link("/status")}
            {asked(step, draft)}
        }
        .into_any();
    }
    let applicant = draft.travellers.first().map(|traveller| traveller.id);
    let back = match (step, applicant) {
        (Step::Passport(id), Some(first)) if id == first => String::new(),
        (Step::Photo(id), Some(first)) if id != first => step_path(Step::Passport(id)),
        (Step::Passport(_), _) => step_path(Step::Travellers),
        (Step::Trip, Some(first)) => step_path(Step::Passport(first)),
        (Step::Contact, _) => step_path(Step::Trip),
        (Step::Photo(_), _) => step_path(Step::Contact),
        (Step::Check, Some(first)) => step_path(Step::Photo(first)),
        (Step::Travellers, _) => step_path(Step::Check),
        (_, None) => "/apply".to_owned(),
    };
    let back = (!back.is_empty()).then(|| back_link(&back));
    // Said once, at the beginning; it is asked for before paying.
    let is_first = matches!(step, Step::Passport(id) if Some(id) == applicant);
    let unconfirmed = (is_first && !draft.email_confirmed).then(|| {
        let says = text_with("email-unconfirmed", &[("email", draft.email.clone())]);
        view! {
            <p class="small">
                {says} " " <a href="/apply/email">{text("email-unconfirmed-link")}</a>
            </p>
        }
    });
    view! {
        {back}
        {bar(step, draft)}
        {unconfirmed}
    }
    .into_any()
}

/// What the reviewer asks for on this page.
fn asked(step: Step, draft: &Draft) -> Option<AnyView> {
    let mut notes: Vec<&str> = Vec::new();
    for asked in draft.corrections_of(step) {
        if !notes.contains(&asked.note.as_str()) {
            notes.push(&asked.note);
        }
    }
    let quoted = |note: &str| {
        let note = note.to_owned();
        view! {
            <p class="typed" dir="auto">
                <strong>{note}</strong>
            </p>
        }
    };
    let notes: Vec<_> = notes.into_iter().map(quoted).collect();
    (!notes.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{text("step-correction")}</p>
                {notes}
            </Notice>
        }
        .into_any()
    })
}

/// The bar, with the people of a family below it where each has the page.
fn bar(step: Step, draft: &Draft) -> AnyView {
    let here = Part::of(step);
    let next = Part::of(draft.next_step());
    let parts: Vec<_> = Part::ALL
        .into_iter()
        .map(|part| {
            let complete = part.is_complete(draft);
            // Where one may go: what is complete, and what comes next. A photo is looked at before it is
            // done with, and its own button leads on.
            let is_next = part == next && here != Part::Photo;
            let page = (part != here && (complete || is_next))
                .then(|| part.page(draft))
                .flatten();
            // One is done with a page when one leaves it.
            let ticked = complete && part != here;
            item(text(part.name_key()), page, ticked, part == here)
        })
        .collect();
    view! {
        <nav class="steps" aria-label=text("steps-label")>
            <ol>{parts}</ol>
            {people(step, draft)}
        </nav>
    }
    .into_any()
}

fn item(name: String, page: Option<String>, complete: bool, here: bool) -> AnyView {
    let mark = complete.then(|| {
        view! {
            {icon("check")}
            <span class="unseen">{text("step-complete")} " "</span>
        }
    });
    let current = here.then_some("step");
    let named = match page {
        Some(page) => view! { <a href=page>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    view! {
        <li aria-current=current class:done=complete>
            {mark}
            {named}
        </li>
    }
    .into_any()
}

/// The people of a family by name, where the step is done once for each.
fn people(step: Step, draft: &Draft) -> Option<AnyView> {
    let (Step::Passport(open) | Step::Photo(open)) = step else {
        return None;
    };
    if draft.travellers.len() < 2 {
        return None;
    }
    let part = Part::of(step);
    let items: Vec<_> = draft
        .travellers
        .iter()
        .filter_map(|person| Some((person, part.of_person(person)?)))
        .map(|(person, (page, complete))| {
            let here = person.id == open;
            item(
                name_of(person),
                (!here).then(|| step_path(page)),
                complete && !here,
                here,
            )
        })
        .collect();
    let label = text_with("steps-people", &[("count", items.len().to_string())]);
    Some(view! { <ol class="steps-people" aria-label=label>{items}</ol> }.into_any())
}
