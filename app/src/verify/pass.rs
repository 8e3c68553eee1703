//! The V-Pass by its secret link: all that an officer looks for on one screen of a small phone, and
//! complete when it is saved, since photo and code are part of the page. Its only script has the
//! browser keep it.

use super::card::{self, Holder};
use crate::area::Area;
use crate::contract::{EnteredBy, PassView};
use crate::error::PortalError;
use crate::page::{Page, load_page};
use crate::session::{caller, path_part, verifier};
use crate::text::{date, text, text_with};
use crate::url::encode;
use domain::states::StayState;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    load_page(Area::Open, async move {
        let secret = path_part("secret");
        match verifier().pass(&caller(), &secret).await {
            Ok(pass) => Ok(pass_page(pass, &secret)),
            Err(PortalError::NotFound) => Ok(card::gone("pass-no-title", "pass-no")),
            Err(PortalError::Conflict(why)) if why == "conflict-pass-withdrawn" => {
                Ok(card::gone("pass-withdrawn-title", "pass-withdrawn"))
            }
            Err(error) => Err(error),
        }
    })
}

fn pass_page(pass: PassView, secret: &str) -> Page {
    let pdf = format!("/v/{}/pass.pdf", encode(secret));
    let holder = Holder {
        surname: &pass.surname,
        given_names: &pass.given_names,
        birth_date: &pass.birth_date,
        nationality: &pass.nationality,
        passport_number: &pass.passport_number,
        photo: &pass.photo,
    };
    let is_readable = pass.code.is_some();
    let (document, verify) =
        card::of_code(pass.code.as_ref(), pdf, &pass.seal_url, "pass-verify").unzip();
    let body = view! {
        {card::never_listed("pass-title")}
        <article class="pass" data-state=pass.state.as_str()>
            {card::band("pass-title")}
            {card::day_line(pass.today, pass.demo)}
            {card::holder(&holder)}
            {permitted(&pass)}
            {card::bad_code(pass.code.as_ref(), pass.has_good_key, pass.state == StayState::Open)}
            {code(&pass)}
            {more(&pass)}
            {card::kept(pass.today, pass.state == StayState::Open)}
            <div class="buttons">
                {document}
                {wallets(&pass, secret)}
                {verify}
            </div>
            {(pass.state == StayState::Open && is_readable).then(|| mail_again(secret))}
        </article>
        {card::keep_script()}
    };
    Page::new(text("pass-title"), body).screen()
}

/// The wallets that take the pass while it is open.
fn wallets(pass: &PassView, secret: &str) -> impl IntoView + use<> {
    let open = pass.state == StayState::Open && pass.code.is_some();
    let secret = encode(secret);
    let apple = (open && pass.apple_wallet).then(|| {
        let file = format!("/v/{secret}/pass.pkpass");
        view! { <a class="button second" href=file>{text("pass-apple-wallet")}</a> }
    });
    let google = (open && pass.google_wallet).then(|| {
        let page = format!("/v/{secret}/google");
        view! { <a class="button second" href=page>{text("pass-google-wallet")}</a> }
    });
    view! { {apple} {google} }
}

/// The last permitted day and what is left until it; or that the stay is over, or the pass closed.
fn permitted(pass: &PassView) -> AnyView {
    if pass.state == StayState::Departed {
        let left = pass
            .departed_on
            .map(|day| text_with("pass-left-on", &[("date", date(day))]));
        return view! {
            <p class="permitted closed"><strong>{text("pass-closed")}</strong> " " <span>{left}</span></p>
        }
        .into_any();
    }
    let over = pass.days_left < 0;
    let (until, days) = if over {
        ("pass-ended", "pass-days-over")
    } else {
        ("pass-until", "pass-days-left")
    };
    let days = text_with(
        days,
        &[("count", pass.days_left.unsigned_abs().to_string())],
    );
    let last = date(pass.last_permitted_day);
    view! {
        <p class="permitted" class:over=over>
            <span>{text(until)} " " <strong>{last}</strong></span> " "
            <span class="days">{days}</span>
        </p>
    }
    .into_any()
}

/// The code, and what it is for; or what it says now.
fn code(pass: &PassView) -> impl IntoView + use<> {
    let is_open = pass.state == StayState::Open && pass.days_left >= 0;
    let hint = match pass.state {
        // It says nothing any more.
        _ if !pass.has_good_key => None,
        _ if is_open => Some("pass-code-hint"),
        StayState::Open => Some("pass-code-over"),
        StayState::Departed => Some("pass-code-closed"),
    };
    let title = text("pass-qr-title");
    let is_asked_for = is_open && pass.has_good_key;
    card::code(pass.code.clone(), title, hint.map(text), is_asked_for)
}

fn more(pass: &PassView) -> impl IntoView + use<> {
    let entered = text_with(
        "pass-entered-at",
        &[
            ("date", date(pass.entered_on)),
            ("port", pass.entered_at.clone()),
        ],
    );
    let visa = match pass.entered_by {
        EnteredBy::Visa => "pass-visa-says",
        EnteredBy::Agreement => "pass-visa-none",
    };
    let facts = card::facts(vec![
        ("pass-entered", entered),
        ("pass-visa", text(visa)),
        ("pass-number", pass.number.clone()),
    ]);
    view! { <dl class="facts">{facts}</dl> }
}

/// For who has the page on another phone, and wants it in the mailbox once more.
fn mail_again(secret: &str) -> impl IntoView + use<> {
    view! {
        <form method="post" action="/act/mail-pass" class="send-again">
            <input type="hidden" name="secret" value=secret.to_owned() />
            <button type="submit" class="button link">{text("pass-mail-again")}</button>
        </form>
    }
}
