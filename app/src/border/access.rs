//! Access at one glance: a word, a colour and a sign, then what stands against it.

use crate::components::{Notice, NoticeKind};
use crate::contract::{PersonRow, SealVerdict, StandingRefusal, StayView};
use crate::islands::outcome::{headline, look};
use crate::text::{date, instant, label, money, text, text_with};
use crate::verify::text_by_key;
use domain::calendar::ministry_date;
use domain::doc9303::seal::SubIndication;
use domain::law::Ground;
use domain::law::group::is_adult_age;
use domain::states::{FineState, StayState};
use leptos::prelude::*;

/// Whether a person may enter today.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Admissible,
    /// By the file, but a refusal stands: only with a reason why all the same.
    Refused,
    /// By the file, but the scanned code is not genuine or proves nothing, or one that was shown before with
    /// this passport: only with a reason why all the same.
    Forged,
    NotAdmissible,
    /// In the country: neither to be admitted nor refused, but to depart.
    Inside,
    /// In the country, after the last permitted day.
    Overstay,
    /// Left the country, and the visa was used for that stay.
    Departed,
}

impl Access {
    /// The access of a person who was found by a document with this verdict, or by other means.
    pub fn of(row: &PersonRow, seal: Option<SealVerdict>) -> Self {
        match &row.stay {
            Some(stay) if stay.state == StayState::Open && stay.days_over > 0 => Self::Overstay,
            Some(stay) if stay.state == StayState::Open => Self::Inside,
            Some(stay) if !row.admissible && stay.state == StayState::Departed => Self::Departed,
            _ if !row.admissible => Self::NotAdmissible,
            _ if row.is_forged(seal) => Self::Forged,
            _ if row.refusal.is_some() => Self::Refused,
            _ => Self::Admissible,
        }
    }

    /// Whether the person is in the country.
    pub const fn is_inside(self) -> bool {
        matches!(self, Self::Inside | Self::Overstay)
    }

    /// Whether admitting asks for a reason.
    pub const fn asks_reason(self) -> bool {
        matches!(self, Self::Refused | Self::Forged)
    }
}

/// The person's access, and what stands against it.
pub fn access(row: &PersonRow, seal: Option<SealVerdict>) -> impl IntoView + use<> {
    let access = Access::of(row, seal);
    let (kind, sign) = match access {
        Access::Inside => ("inside", "●"),
        Access::Departed => ("departed", "→"),
        Access::Admissible => ("yes", "✓"),
        Access::Overstay | Access::Refused | Access::Forged => ("caution", "!"),
        Access::NotAdmissible => ("no", "✕"),
    };
    let says = match (access, &row.refusal, &row.stay) {
        (Access::Refused, Some(refusal), _) => refused(refusal),
        (Access::Inside, _, Some(stay)) => {
            text_with("border-inside", &[("last", date(stay.last_permitted_day))])
        }
        (Access::Overstay, _, Some(stay)) => overstay(stay),
        (Access::Departed, _, Some(stay)) => departed(stay),
        (Access::Admissible, ..) => text("border-admissible"),
        (Access::Forged, ..) => forged(row, seal),
        _ => text("border-not-admissible"),
    };
    // The verdict says it already where it decides; elsewhere it is one thing more to know.
    let refusal = row
        .refusal
        .as_ref()
        .filter(|_| access != Access::Refused)
        .map(refused)
        .map(|says| view! { <Notice kind=NoticeKind::Warning><p>{says}</p></Notice> });
    view! {
        <p class="access" data-access=kind><span aria-hidden="true">{sign}</span> " " {says}</p>
        {matches!(access, Access::NotAdmissible | Access::Departed).then(|| obstacles(row))}
        {refusal}
    }
}

/// A refusal that stands, with its grounds: `Refused today at Bavet: no means (Art. 23 a.9)`.
pub fn refused(refusal: &StandingRefusal) -> String {
    let grounds: Vec<_> = refusal
        .grounds
        .iter()
        .map(|&ground| format!("{} ({})", label("ground", ground), ground.article()))
        .collect();
    let key = match (refusal.other_passport, refusal.today) {
        (true, _) => "border-refused-other-passport",
        (false, true) => "border-refused-today",
        (false, false) => "border-refused-on",
    };
    text_with(
        key,
        &[
            ("port", refusal.port_name.clone()),
            ("date", date(ministry_date(refusal.at))),
            ("grounds", grounds.join("; ")),
        ],
    )
}

/// The code in the officer's hand, or one that another officer saw.
fn forged(row: &PersonRow, seal: Option<SealVerdict>) -> String {
    let proves_nothing = seal.is_some_and(SealVerdict::proves_nothing);
    let before = row
        .forged_code
        .as_ref()
        .filter(|_| proves_nothing || seal.is_none_or(SealVerdict::is_genuine));
    let Some(before) = before else {
        return text(if proves_nothing {
            "border-code-proves-nothing"
        } else {
            "border-forged-shown"
        });
    };
    let at = ("at", instant(before.at));
    match &before.port_name {
        Some(port) => text_with("border-forged-before", &[at, ("port", port.clone())]),
        None => text_with("border-forged-before-somewhere", &[at]),
    }
}

fn departed(stay: &StayView) -> String {
    match stay.departed_on {
        Some(day) => text_with("border-departed-on", &[("date", date(day))]),
        None => text("border-departed"),
    }
}

fn overstay(stay: &StayView) -> String {
    let due = stay
        .fine
        .as_ref()
        .filter(|fine| fine.state == FineState::Due);
    let count = ("count", stay.days_over.to_string());
    match due {
        Some(fine) => text_with(
            "border-overstay-due",
            &[count, ("amount", money(fine.amount))],
        ),
        None => text_with("border-overstay", &[count]),
    }
}

fn obstacles(row: &PersonRow) -> impl IntoView + use<> {
    let obstacles: Vec<_> = row
        .obstacles
        .iter()
        .map(|obstacle| {
            let article = obstacle.ground().map(Ground::article).unwrap_or_default();
            view! { <li>{text(&obstacle.message_key())} " " <span class="article">{article}</span></li> }
        })
        .collect();
    (!obstacles.is_empty()).then(|| view! { <ul class="obstacles">{obstacles}</ul> })
}

/// The verdict on the scanned document. One that is not genuine is the first thing to read.
pub fn seal_verdict(verdict: SealVerdict) -> impl IntoView {
    let (kind, sign) = look(verdict.tone());
    let words = |key: &str| text_by_key(key, &[]);
    let says = match verdict {
        SealVerdict::NotGenuine(SubIndication::InvalidSignature) => text("border-seal-forged"),
        verdict if verdict.proves_nothing() => text("border-seal-proves-nothing"),
        other => headline(other, &words),
    };
    let found = (!verdict.is_genuine()).then(|| view! { <p>{text("border-seal-found-by")}</p> });
    view! {
        <div class="outcome" data-outcome=kind>
            <p class="label">{text("border-seal-result")}</p>
            <p class="result"><span aria-hidden="true">{sign}</span> " " {says}</p>
            <p>{words(&verdict.explanation_key())}</p>
            {found}
        </div>
    }
}

/// Who the person is among those on one passport: `Child, 2 months, on the passport of …`.
pub fn who_is(row: &PersonRow) -> impl IntoView + use<> {
    let age = row.age_months.map(|months| {
        let key = match months {
            0..24 => "border-age-infant",
            months if is_adult_age(months) => "border-age-adult",
            _ => "border-age-child",
        };
        let count = if months < 24 { months } else { months / 12 };
        text_with(key, &[("count", count.to_string())])
    });
    let adult = row
        .adult
        .as_ref()
        .map(|adult| text_with("border-on-passport-of", &[("adult", adult.clone())]));
    let scanned = row.scanned.then(|| text("border-scanned"));
    let parts: Vec<_> = [scanned, age, adult].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| view! { <p class="who-is">{parts.join(" · ")}</p> })
}

/// The fine for days over, and the day by which to leave (Art. 24, 26).
pub fn fine(stay: &StayView) -> Option<AnyView> {
    let fine = stay.fine.as_ref()?;
    let leave = fine.must_leave_by.map(|day| {
        view! { <p>{text_with("border-must-leave-by", &[("date", date(day))])}</p> }
    });
    let amount = text_with(
        "border-fine",
        &[
            ("amount", money(fine.amount)),
            ("count", fine.days.to_string()),
        ],
    );
    let state = label("fine-state", fine.state);
    Some(
        view! {
            <div class="notice warning fine">
                <p><strong>{amount}</strong> " " <span class="tag warn">{state}</span></p>
                {leave}
            </div>
        }
        .into_any(),
    )
}
