//! The card by its secret link: its code, who is on it, what it says, and what happened.

use super::questions::{declared, unasked};
use super::{card_path, gone, never_listed, of_card, on_visa};
use crate::area::Area;
use crate::components::{
    Audience, Code, ErrorSummary, Notice, NoticeKind, PostForm, Row, SubmitButton, SummaryList,
    Timeline,
};
use crate::contract::{CardBasis, CardTraveller, CardView};
use crate::error::PortalError;
use crate::flash::take_form;
use crate::page::{Page, load_page};
use crate::session::{caller, card_service, path_part};
use crate::text::{date, label, text, text_with};
use crate::traveller::apply::lists::nationalities;
use domain::law::application::MAX_TRAVELLERS;
use leptos::prelude::*;

/// The name of the form that takes somebody off.
pub(super) fn removing(secret: &str) -> String {
    of_card("take-off-card", secret)
}

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        match card_service().card(&caller(), &secret).await {
            Ok(card) if card.is_made => Ok(card_page(card, &secret)),
            Ok(card) => on_visa::form_page(&card, &secret).await,
            Err(PortalError::NotFound) => Ok(gone()),
            Err(error) => Err(error),
        }
    })
}

pub(super) fn card_page(card: CardView, secret: &str) -> Page {
    let ((), errors) = take_form(&removing(secret));
    let has_errors = !errors.is_empty();
    let title = text(match card.basis {
        CardBasis::AtDesk => "card-desk-title",
        CardBasis::Agreement | CardBasis::Visa => "card-made-title",
    });
    let (says, kind) = standing(&card);
    let change = format!("{}/change", card_path(secret));
    let change = card
        .is_open
        .then(|| view! { <a class="button second" href=change>{text("card-change")}</a> });
    let events = card.timeline.clone();
    let events = (card.basis != CardBasis::Visa).then(|| {
        view! {
            <details class="events">
                <summary>{text("status-timeline")}</summary>
                <Timeline entries=events audience=Audience::Traveller />
            </details>
        }
    });
    let body = view! {
        {never_listed()}
        <ErrorSummary errors=errors />
        <h1>{title.clone()}</h1>
        <Notice kind=kind>
            <p>{text(says)}</p>
        </Notice>
        {asked_since(&card)}
        {code(&card)}
        {travellers(&card, secret)}
        <SummaryList rows=shared(&card) />
        <div class="buttons">{change}</div>
        {events}
    };
    Page::new(title, body).with_errors(has_errors)
}

/// What the card is good for now.
fn standing(card: &CardView) -> (&'static str, NoticeKind) {
    let is_in = |one: &CardTraveller| one.pass_path.is_some();
    let alone = card.travellers.len() == 1;
    let to_come = is_to_come(card);
    match card.basis {
        CardBasis::Visa if to_come => ("card-show-visa", NoticeKind::Success),
        CardBasis::Visa => ("card-closed-visa", NoticeKind::Information),
        _ if card.travellers.iter().all(is_in) && alone => ("card-admitted", NoticeKind::Success),
        _ if card.travellers.iter().all(is_in) => ("card-admitted-all", NoticeKind::Success),
        CardBasis::Agreement if to_come => ("card-show", NoticeKind::Success),
        CardBasis::Agreement => ("card-closed", NoticeKind::Warning),
        CardBasis::AtDesk => ("card-desk-closed", NoticeKind::Information),
    }
}

/// That the ministry asks what the card does not answer, while it can be answered there.
fn asked_since(card: &CardView) -> Option<AnyView> {
    let is_unasked = |one: &CardTraveller| {
        let says = one.says.as_ref();
        says.is_some_and(|says| !says.unasked.is_empty()) && (card.is_open || one.is_open)
    };
    card.travellers.iter().any(is_unasked).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p>{text("card-asked-since")}</p>
            </Notice>
        }
        .into_any()
    })
}

/// Whether somebody on the card is still to be let in by it.
fn is_to_come(card: &CardView) -> bool {
    card.is_open || card.travellers.iter().any(|one| one.is_open)
}

/// The code that opens everybody on the card.
fn code(card: &CardView) -> Option<AnyView> {
    let until = (card.basis == CardBasis::Agreement).then(|| {
        let until = text_with("card-good-until", &[("until", date(card.good_until))]);
        view! { <p class="small">{until}</p> }
    });
    let reference = card.reference.clone();
    is_to_come(card).then(|| {
        view! {
            <figure class="card-code">
                <Code code=card.code.clone() title=text("card-code-title") />
                <figcaption>
                    <span class="reference">{reference}</span>
                </figcaption>
            </figure>
            {until}
        }
        .into_any()
    })
}

/// Who is on the card, and the way to add somebody.
fn travellers(card: &CardView, secret: &str) -> AnyView {
    let alone = card.travellers.len() == 1;
    let rows = card
        .travellers
        .iter()
        .enumerate()
        .map(|(index, one)| traveller(card, one, index == 0, secret))
        .collect_view();
    let heading = (!alone).then(|| {
        let count = card.travellers.len().to_string();
        view! { <h2>{text_with("card-travellers", &[("count", count)])}</h2> }
    });
    let add = format!("{}/add", card_path(secret));
    let may_add = card.is_open && card.basis == CardBasis::Agreement;
    let add = (may_add && card.travellers.len() < MAX_TRAVELLERS).then(|| {
        view! {
            <div class="buttons">
                <a class="button second" href=add>{text("card-add")}</a>
            </div>
        }
    });
    view! { {heading} {rows} {add} }.into_any()
}

fn traveller(card: &CardView, one: &CardTraveller, is_first: bool, secret: &str) -> AnyView {
    let of = |key: &str| {
        let name = [("name", one.name.clone())];
        text_with(key, &name)
    };
    let pass = one.pass_path.clone().map(|path| {
        let says = if card.travellers.len() == 1 {
            text("card-pass")
        } else {
            of("card-pass-of")
        };
        view! { <a class="button main" href=path>{says}</a> }
    });
    // What the first says is changed with what all have in common.
    let change = (one.is_open && !(is_first && card.is_open)).then(|| {
        let href = format!("{}/traveller/{}", card_path(secret), one.id);
        view! { <a href=href>{of("card-change-of")}</a> }
    });
    let take_off = (one.is_open && !is_first).then(|| {
        let (id, remove) = (one.id.to_string(), of("travellers-remove"));
        let (secret, version) = (secret.to_owned(), one.version);
        view! {
            <PostForm action="/act/take-off-card">
                <input type="hidden" name="secret" value=secret />
                <input type="hidden" name="traveller" value=id />
                <input type="hidden" name="version" value=version />
                <SubmitButton label=remove kind="link" />
            </PostForm>
        }
    });
    // Of a group they stand below its heading.
    let name = one.name.clone();
    let heading = if card.travellers.len() == 1 {
        view! { <h2 dir="auto" translate="no">{name}</h2> }.into_any()
    } else {
        view! { <h3 dir="auto" translate="no">{name}</h3> }.into_any()
    };
    view! {
        <section class="card traveller">
            {heading}
            <SummaryList rows=about(one) />
            <p class="links">{pass} {change}</p>
            {take_off}
        </section>
    }
    .into_any()
}

/// What the card says of one traveller.
fn about(one: &CardTraveller) -> Vec<Row> {
    let nationality = nationalities()
        .into_iter()
        .find(|other| other.value == one.passport.nationality && !other.again)
        .map_or_else(String::new, |one| one.label);
    let says = one.says.as_ref();
    rows([
        ("nationality", nationality),
        ("passport-number", one.passport.passport_number.clone()),
        ("card-declared", says.map(declared).unwrap_or_default()),
        ("card-unasked", says.map(unasked).unwrap_or_default()),
    ])
}

/// What all of them have in common.
fn shared(card: &CardView) -> Vec<Row> {
    let purpose = Some(&card.card.purpose).filter(|code| !code.is_empty());
    let purpose = purpose.map_or_else(String::new, |code| label("purpose", code));
    rows([
        ("trip-entry", date(card.arrives_on)),
        ("trip-port", card.port_name.clone()),
        ("card-vehicle", card.card.vehicle.clone()),
        ("card-hour-row", card.card.hour.clone()),
        ("card-purpose", purpose),
        ("trip-stay", card.trip.stay_days.clone()),
        ("trip-address", card.trip.address.clone()),
        ("email", card.card.email.clone()),
    ])
}

fn rows<const N: usize>(rows: [(&str, String); N]) -> Vec<Row> {
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| Row::new(text(name), value))
        .collect()
}
