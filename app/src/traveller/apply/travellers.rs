//! The travellers of the application: on their own passport, or on a parent's (Art. 7.3).

use super::lists::name_of;
use super::origin::OriginFields;
use crate::area::Area;
use crate::components::{
    Choice, ErrorSummary, FieldErrors, PostForm, Radios, Select, SubmitButton,
};
use crate::contract::{AddTravellerForm, Draft, DraftTraveller, FormOrigin, Progress, Step};
use crate::error::PortalError;
use crate::flash::{finish, of_application, take_flash_of};
use crate::page::{Page, load_page};
use crate::session::{caller, traveller_service};
use crate::text::{money, text, text_with};
use crate::traveller::status::closed;
use crate::traveller::steps::{draft, kept, step_path, traveller};
use crate::traveller::steps_bar::above;
use domain::law::application::MAX_TRAVELLERS;
use leptos::prelude::*;
use uuid::Uuid;

const PAGE: &str = "/apply/travellers";
const FORM: &str = "add-traveller";
const REMOVE: &str = "remove-traveller";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "add-traveller")]
pub async fn add_traveller(
    #[server(flatten)] origin: FormOrigin,
    #[server(flatten)] form: AddTravellerForm,
) -> Result<(), ServerFnError> {
    let service = traveller_service();
    let outcome = service.add_traveller(&caller(), &origin, &form).await;
    let outcome = outcome.map(|id| step_path(Step::Passport(id)));
    let name = of_application(FORM, &origin.reference);
    finish(Area::Traveller, outcome, PAGE, &name, &form);
    Ok(())
}

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "remove-traveller")]
pub async fn remove_traveller(
    #[server(flatten)] origin: FormOrigin,
    #[server(default)] traveller: String,
) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let service = traveller_service();
    let outcome = service.remove_traveller(&caller(), &origin, id).await;
    let outcome = outcome.map(|()| PAGE.to_owned());
    let name = of_application(REMOVE, &origin.reference);
    finish(Area::Traveller, outcome, PAGE, &name, &());
    Ok(())
}

/// What was asked for before the page opened, with what is wrong with it.
fn taken(reference: &str) -> Option<(AddTravellerForm, PortalError)> {
    take_flash_of(FORM, reference).or_else(|| {
        let ((), error) = take_flash_of(REMOVE, reference)?;
        Some((AddTravellerForm::default(), error))
    })
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let draft = draft().await?;
        let taken = taken(&draft.reference);
        if !draft.is_open() {
            let error = taken.map(|(_, error)| error);
            return Ok(closed(&draft.reference, error.as_ref()));
        }
        let (form, errors) = taken
            .map(|(form, error)| (form, FieldErrors::of_error(&error)))
            .unwrap_or_default();
        let has_errors = !errors.is_empty();
        let next = step_path(draft.next_step());
        let cards: Vec<_> = draft
            .travellers
            .iter()
            .map(|person| card(&draft, person))
            .collect();
        let adding =
            (draft.travellers.len() < MAX_TRAVELLERS).then(|| adding(&draft, &form, &errors));
        let total = text_with(
            "travellers-total",
            &[
                ("count", draft.travellers.len().to_string()),
                ("each", money(draft.fee_each)),
                ("total", money(draft.total)),
            ],
        );
        Ok(Page::new(
            text("travellers-title"),
            view! {
                {above(Step::Travellers, &draft)}
                <ErrorSummary errors=errors />
                <h1>{text("travellers-title")}</h1>
                {cards}
                <p>{total}</p>
                <div class="buttons">
                    <a class="button" href=next>
                        {text("travellers-continue")}
                    </a>
                </div>
                {adding}
                {kept(&draft)}
            },
        )
        .with_errors(has_errors))
    })
}

fn card(draft: &Draft, person: &DraftTraveller) -> AnyView {
    let on = match person.adult.and_then(|adult| traveller(draft, adult).ok()) {
        Some(adult) => text_with("travellers-on-passport-of", &[("adult", name_of(adult))]),
        None if person.position == 1 => text("travellers-applicant"),
        None => text("travellers-own-passport"),
    };
    let complete = person.passport_progress == Progress::Done && person.has_photo;
    let (tag, class) = if complete {
        (text("travellers-complete"), "tag good")
    } else {
        (text("travellers-incomplete"), "tag warn")
    };
    let remove = (person.position > 1 && draft.travellers.len() > 1).then(|| {
        let label = text_with("travellers-remove", &[("name", name_of(person))]);
        let id = person.id.to_string();
        let origin = draft.origin(Step::Travellers);
        view! {
            <PostForm action="/act/remove-traveller">
                <OriginFields origin />
                <input type="hidden" name="traveller" value=id />
                <SubmitButton label=label kind="link" />
            </PostForm>
        }
    });
    view! {
        <section class="card traveller">
            <h2>{name_of(person)}</h2>
            <p class="small">{on} " " <span class=class>{tag}</span></p>
            <p class="links">
                <a href=step_path(Step::Passport(person.id))>{text("travellers-passport")}</a>
                <a href=step_path(Step::Photo(person.id))>{text("travellers-photo")}</a>
            </p>
            {remove}
        </section>
    }
    .into_any()
}

fn adding(draft: &Draft, form: &AddTravellerForm, errors: &FieldErrors) -> AnyView {
    let adults: Vec<_> = draft
        .travellers
        .iter()
        .filter(|person| person.may_hold_others)
        .map(|person| Choice::new(person.id.to_string(), name_of(person)))
        .collect();
    // With one adult there is nothing to choose, without one nothing to ask.
    let has_adults = !adults.is_empty();
    let adult = match adults.as_slice() {
        [] => ().into_any(),
        [only] => {
            view! { <input type="hidden" name="adult" value=only.value.clone() /> }.into_any()
        }
        _ => view! {
            <Select
                name="adult"
                label=text("travellers-adult")
                hint=text("travellers-adult-hint")
                value=form.adult.clone()
                choices=adults
                errors=errors.clone()
            />
        }
        .into_any(),
    };
    let open = !errors.is_empty();
    let origin = draft.origin(Step::Travellers);
    let chosen = form.passport.clone();
    let errors = errors.clone();
    let mut kinds = vec![Choice::new("own", text("travellers-add-own"))];
    if has_adults {
        let parent = Choice::new("parent", text("travellers-add-parent"));
        kinds.push(parent.hint(text("travellers-add-parent-hint")));
    }
    view! {
        <details class="adding" open=open>
            <summary>{text("travellers-add")}</summary>
            <p>{text("travellers-add-text")}</p>
            <PostForm action="/act/add-traveller">
                <OriginFields origin />
                <Radios
                    name="passport"
                    label=text("travellers-add-passport")
                    value=chosen
                    choices=kinds
                    errors=errors
                />
                {adult}
                <SubmitButton label=text("travellers-add-button") kind="second" />
            </PostForm>
        </details>
    }
    .into_any()
}
