//! The e-visa by its secret link: what is shown on the way to the border, kept on the phone as the
//! V-Pass is, whose parts it is made of.

use super::card::{self, Holder};
use crate::area::Area;
use crate::contract::EvisaView;
use crate::error::PortalError;
use crate::page::{Page, load_page};
use crate::session::{caller, path_part, verifier};
use crate::text::{date, text, text_with};
use crate::url::encode;
use domain::states::VisaState;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        match verifier().evisa_page(&caller(), &secret).await {
            Ok(evisa) => Ok(evisa_page(evisa, &secret)),
            Err(PortalError::NotFound) => Ok(card::gone("evisa-no-title", "evisa-no")),
            Err(PortalError::Conflict(why)) if why == "conflict-evisa-void" => {
                Ok(card::gone("evisa-void-title", "evisa-void"))
            }
            Err(error) => Err(error),
        }
    })
}

fn evisa_page(evisa: EvisaView, secret: &str) -> Page {
    let pdf = format!("/e/{}/e-visa.pdf", encode(secret));
    let usable = evisa.state == VisaState::Valid && evisa.today <= evisa.valid_until;
    let state = if usable { "open" } else { "departed" };
    let is_asked_for = usable && evisa.has_good_key;
    let hint = match (usable, evisa.has_good_key) {
        (true, true) => Some("pass-code-hint"),
        // It says nothing any more.
        (_, false) => None,
        (false, true) => Some("evisa-code-over"),
    };
    let holder = Holder {
        surname: &evisa.surname,
        given_names: &evisa.given_names,
        birth_date: &evisa.birth_date,
        nationality: &evisa.nationality,
        passport_number: &evisa.passport_number,
        photo: &evisa.photo,
    };
    let facts = card::facts(vec![
        ("evisa-visa", text("pass-visa-says")),
        ("evisa-number", evisa.number.clone()),
        ("evisa-issued", date(evisa.issued_on)),
        ("evisa-ports", evisa.ports.join(", ")),
    ]);
    let (document, verify) =
        card::of_code(evisa.code.as_ref(), pdf, &evisa.seal_url, "evisa-verify").unzip();
    let body = view! {
        {card::never_listed("evisa-title")}
        <article class="pass" data-state=state>
            {card::band("evisa-title")}
            {card::day_line(evisa.today, evisa.demo)}
            {card::holder(&holder)}
            {standing(&evisa, usable)}
            {card::bad_code(evisa.code.as_ref(), evisa.has_good_key, usable)}
            {card::code(evisa.code.clone(), text("evisa-qr-title"), hint.map(text), is_asked_for)}
            <dl class="facts">{facts}</dl>
            {card::kept(evisa.today, usable)}
            {arrival_card(&evisa)}
            <div class="buttons">
                {document} {verify}
            </div>
        </article>
        {card::keep_script()}
    };
    Page::new(text("evisa-title"), body).screen()
}

/// The way to the arrival card, once it is made or can be.
fn arrival_card(evisa: &EvisaView) -> Option<AnyView> {
    let card = evisa.card.clone()?;
    let says = text(if card.is_made {
        "status-card-open"
    } else {
        "status-card-fill"
    });
    Some(
        view! { <div class="buttons"><a class="button second" href=card.path>{says}</a></div> }
            .into_any(),
    )
}

/// Until when to enter, or why nobody enters on it any more.
fn standing(evisa: &EvisaView, usable: bool) -> impl IntoView + use<> {
    let last = date(evisa.valid_until);
    if usable {
        let left = (evisa.valid_until - evisa.today).num_days().to_string();
        let days = text_with("pass-days-left", &[("count", left)]);
        return view! {
            <p class="permitted">
                <span>{text("evisa-enter-until")} " " <strong>{last}</strong></span> " "
                <span class="days">{days}</span>
            </p>
        }
        .into_any();
    }
    let says = match evisa.state {
        VisaState::Used => text("evisa-used"),
        _ => text_with("evisa-expired", &[("date", last)]),
    };
    view! { <p class="permitted closed"><strong>{says}</strong></p> }.into_any()
}
