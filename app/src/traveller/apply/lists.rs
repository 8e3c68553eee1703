//! The options of the forms: countries, ports, kinds of passport; and values as typed.

use crate::components::Choice;
use crate::contract::{DraftTraveller, Port, TypedDate};
use crate::error::FieldError;
use crate::session::demo;
use crate::text::{field_error, label, text, text_with};
use domain::doc9303::countries::{self, Country, SPECIMEN};
use domain::person::{PassportKind, full_name};

/// The countries by name, and between them other names by which people look for one.
fn choices(countries: Vec<Country>) -> Vec<Choice> {
    let is_listed = |name: &str| countries.iter().any(|country| country.name == name);
    let others = countries::also_listed()
        .filter(|(name, _)| !is_listed(name))
        .map(|(name, country)| {
            let names = [
                ("other", name.to_owned()),
                ("name", country.name.to_owned()),
            ];
            Choice::new(country.code, text_with("country-also", &names)).again()
        });
    let mut all: Vec<_> = countries
        .iter()
        .map(|country| Choice::new(country.code, country.name))
        .chain(others)
        .collect();
    all.sort_by_cached_key(|choice| countries::spelled(&choice.label));
    all
}

/// Nationalities and issuing states of passports.
pub fn nationalities() -> Vec<Choice> {
    let specimen = countries::country(SPECIMEN).filter(|_| demo());
    choices(
        countries::nationalities()
            .copied()
            .chain(specimen)
            .collect(),
    )
}

/// Countries of residence.
pub fn countries_of_residence() -> Vec<Choice> {
    choices(countries::residences().copied().collect())
}

/// A country's name; its code where it is none of the list.
pub fn country_name(code: &str) -> String {
    countries::country(code).map_or_else(|| code.to_owned(), |country| country.name.to_owned())
}

pub fn passport_kinds() -> Vec<Choice> {
    PassportKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.as_str(), label("passport-kind", kind)))
        .collect()
}

pub fn sexes() -> Vec<Choice> {
    ["F", "M", "X"]
        .into_iter()
        .map(|sex| Choice::new(sex, label("sex", sex.to_lowercase())))
        .collect()
}

/// The ports where an e-visa is accepted (Art. 17).
pub fn evisa_ports(ports: &[Port]) -> Vec<Choice> {
    ports
        .iter()
        .filter(|port| port.evisa)
        .map(|port| Choice::new(port.code.clone(), port.name.clone()))
        .collect()
}

/// Whether the traveller's name is known.
pub fn is_named(traveller: &DraftTraveller) -> bool {
    !typed_name(traveller).is_empty()
}

/// The traveller's name as typed, else their number.
pub fn name_of(traveller: &DraftTraveller) -> String {
    let name = typed_name(traveller);
    if name.is_empty() {
        let position = traveller.position.to_string();
        text_with("traveller-number", &[("position", position)])
    } else {
        name
    }
}

fn typed_name(traveller: &DraftTraveller) -> String {
    let passport = &traveller.passport;
    full_name(passport.surname.trim(), passport.given_names.trim())
}

/// The notes on a passport page as lines; those on the name are one.
pub fn note_lines(notes: &[FieldError]) -> Vec<String> {
    let (names, others): (Vec<_>, Vec<_>) = notes
        .iter()
        .partition(|note| note.message.starts_with("note-name-"));
    let mut lines: Vec<_> = others.into_iter().map(field_error).collect();
    if !names.is_empty() {
        let how: Vec<_> = names.into_iter().map(field_error).collect();
        lines.push(text_with("note-names", &[("how", how.join(", "))]));
    }
    lines
}

/// A date as typed: `12 February 2027` where it is valid, else the three fields.
pub fn typed_date(date: &TypedDate) -> String {
    let parts = [&date.day, &date.month, &date.year].map(|part| part.trim());
    if parts.iter().all(|part| part.is_empty()) {
        return String::new();
    }
    let number = |part: &str| part.parse::<u32>().ok();
    let date = match (number(parts[0]), number(parts[1]), parts[2].parse().ok()) {
        (Some(day), Some(month), Some(year)) => chrono::NaiveDate::from_ymd_opt(year, month, day),
        _ => None,
    };
    date.map_or_else(
        || {
            parts
                .map(|part| if part.is_empty() { "–" } else { part })
                .join(" ")
        },
        crate::text::date,
    )
}

/// The label of a code as typed; the code itself where it has none.
pub fn typed_label(prefix: &str, value: &str) -> String {
    let key = crate::text::label_key(prefix, value.to_lowercase());
    if crate::text::is_message(&key) {
        text(&key)
    } else {
        value.to_owned()
    }
}
