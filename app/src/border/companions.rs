//! Who else is on the passport in the officer's hand: a child beside its adult, each with their own
//! face, age and verdict.

use super::access::{self, Access};
use super::facts::portrait;
use super::people::person_address;
use crate::contract::{Companion, PersonView, SealVerdict};
use crate::text::text;
use leptos::prelude::*;

/// Nothing for a passport of one.
pub fn list(person: &PersonView) -> Option<impl IntoView + use<>> {
    let cards = person.companions.iter();
    let cards: Vec<_> = cards.map(|one| card(one, person.seal)).collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section class="companions" aria-labelledby="companions">
                <h2 id="companions">{text("border-companions")}</h2>
                <ul>{cards}</ul>
            </section>
        }
    })
}

fn card(companion: &Companion, seal: Option<SealVerdict>) -> impl IntoView + use<> {
    let row = &companion.row;
    let name = if row.name.is_empty() {
        text("record-unreadable")
    } else {
        row.name.clone()
    };
    let photo = portrait(row, name.clone(), 96);
    view! {
        <li>
            {photo}
            <div>
                <h3 class="mrz-name" dir="auto"><a href=person_address(row, "")>{name}</a></h3>
                {access::who_is(row)}
                {access::access(row, seal)}
            </div>
        </li>
    }
}

/// Those who may simply be admitted with the traveller, as the form names them; empty for none.
pub fn admissible(person: &PersonView) -> Vec<String> {
    let may =
        |companion: &&Companion| Access::of(&companion.row, person.seal) == Access::Admissible;
    let companions = person.companions.iter().filter(may);
    companions
        .map(|companion| format!("{}:{}", companion.row.case, companion.version))
        .collect()
}
