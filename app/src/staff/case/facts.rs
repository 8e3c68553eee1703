//! The facts of a case, in the order of the page. A fact that was not given is left out.

use crate::contract::{CaseFacts, ContactForm, TripForm};
use crate::text::{birth_date, date, label, text};
use domain::doc9303::countries::name_with_code;
use domain::person::Person;
use leptos::prelude::*;

pub(super) fn facts(facts: &CaseFacts) -> impl IntoView + use<> {
    let rows = Rows::of(facts);
    view! {
        <section class="case-facts" aria-labelledby="facts">
            <h2 id="facts">{text("staff-case-facts")}</h2>
            <dl>{rows.0.into_iter().map(row).collect_view()}</dl>
        </section>
    }
}

/// What changed between two states of the facts, by label: before and after.
pub(super) fn changes(
    before: &CaseFacts,
    after: &CaseFacts,
) -> Vec<(&'static str, String, String)> {
    let (before, after) = (Rows::of(before).0, Rows::of(after).0);
    let value = |rows: &[(&'static str, String)], label| {
        let found = rows.iter().find(|(found, _)| *found == label);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let labels = after.iter().chain(&before).map(|(label, _)| *label);
    let mut changes: Vec<(&'static str, String, String)> = Vec::new();
    for label in labels {
        let (old, new) = (value(&before, label), value(&after, label));
        if old != new && changes.iter().all(|(seen, ..)| *seen != label) {
            changes.push((label, old, new));
        }
    }
    changes
}

/// A fact; the lines of an MRZ stand in letters of one width, to be compared with the passport's.
fn row((label, value): (&'static str, String)) -> AnyView {
    if label == MRZ || label == MRZ_NAME {
        view! { <div class="of-mrz"><dt>{text(label)}</dt><dd class="mrz">{value}</dd></div> }
            .into_any()
    } else {
        view! { <div><dt>{text(label)}</dt><dd dir="auto">{value}</dd></div> }.into_any()
    }
}

/// Signs in a line of a passport's MRZ.
const MRZ_WIDTH: usize = 44;

/// The label of the name as an MRZ writes it.
const MRZ_NAME: &str = "fact-mrz-name";

/// The label of the lines of an MRZ.
const MRZ: &str = "fact-mrz";

#[derive(Default)]
struct Rows(Vec<(&'static str, String)>);

impl Rows {
    fn of(facts: &CaseFacts) -> Self {
        let mut rows = Rows::default();
        if let Some(person) = &facts.person {
            rows.person(person, facts.mrz_name.as_deref());
        }
        rows.add(
            "fact-on-passport-of",
            facts.adult.as_deref().unwrap_or_default(),
        );
        if let Some(entry) = facts.entry_date {
            rows.add("fact-entry-date", date(entry));
        }
        if let Some(trip) = &facts.trip {
            rows.trip(trip, facts.port_name.as_deref());
        }
        if let Some(contact) = &facts.contact {
            rows.contact(contact);
        }
        rows.add("fact-email", &facts.email);
        rows
    }

    fn add(&mut self, label: &'static str, value: impl ToString) {
        let value = value.to_string();
        if !value.trim().is_empty() {
            self.0.push((label, value));
        }
    }

    fn person(&mut self, person: &Person, mrz_name: Option<&str>) {
        self.add("fact-surname", &person.surname);
        self.add("fact-given-names", &person.given_names);
        self.add(MRZ_NAME, mrz_name.unwrap_or_default());
        let sex = person.sex.as_str().to_lowercase();
        self.add("fact-sex", label("sex", sex));
        self.add("fact-birth-date", birth_date(&person.birth_date));
        self.add("fact-birth-place", &person.birth_place);
        self.add("fact-nationality", person.nationality.with_code());
        self.add("fact-passport-number", &person.passport_number);
        self.add(
            "fact-passport-kind",
            label("passport-kind", person.passport_kind),
        );
        self.add("fact-issuing-state", person.issuing_state.with_code());
        if let Some(issued) = person.issued_on {
            self.add("fact-issued-on", date(issued));
        }
        self.add("fact-expires-on", date(person.expires_on));
        if let Some(mrz) = &person.mrz {
            self.add(MRZ, mrz_lines(mrz));
        }
    }

    fn trip(&mut self, trip: &TripForm, port_name: Option<&str>) {
        self.add("fact-stay-days", &trip.stay_days);
        self.add("fact-port", port_name.unwrap_or(&trip.port));
        self.add("fact-address", &trip.address);
    }

    fn contact(&mut self, contact: &ContactForm) {
        self.add("fact-phone", &contact.phone);
        self.add("fact-home-address", &contact.home_address);
        self.add("fact-country", name_with_code(&contact.country));
    }
}

/// The two lines in capitals, one under the other, however they were typed.
fn mrz_lines(typed: &str) -> String {
    let signs: String = typed.split_whitespace().collect::<String>().to_uppercase();
    match signs.split_at_checked(MRZ_WIDTH) {
        Some((first, second)) if second.len() == MRZ_WIDTH => format!("{first}\n{second}"),
        // Not the lines of a passport: as they are.
        _ => typed.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_of_a_passport_are_capitals_one_under_the_other() {
        let first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
        let second = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
        let both = format!("{first}\n{second}");
        let one_line = format!("{first}{second}").to_lowercase();
        for typed in [both.clone(), both.to_lowercase(), one_line] {
            assert_eq!(mrz_lines(&typed), both);
        }
        assert_eq!(mrz_lines("p<utoé"), "P<UTOÉ");
    }
}
