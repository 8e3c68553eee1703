//! The result of a verification, large enough to be read across a counter. The island and the
//! page for browsers without wasm show the same.

use crate::contract::{SealFact, SealReport, SealVerdict, Tone};
use crate::seal_report::day;
use domain::doc9303::seal::SubIndication;
use leptos::prelude::*;

/// The placeholder of a date in a text, until the device knows it.
pub const DATE: &str = "{date}";

/// The prefix of the message key of a port's name; the port's code follows it.
pub const PORT: &str = "port-name-";

/// The headline of a verdict, with its day; `text` finds a text by its key, with [`DATE`] where a
/// date stands.
pub fn headline(verdict: SealVerdict, text: &dyn Fn(&str) -> String) -> String {
    let headline = text(verdict.message_key());
    match verdict.day() {
        Some(last) => headline.replace(DATE, &day(last)),
        None => headline,
    }
}

/// The name of a tone in styles, and its sign.
pub const fn look(tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Good => ("valid", "✓"),
        Tone::Caution => ("lapsed", "!"),
        Tone::Over => ("over", "→"),
        Tone::Bad => ("invalid", "✕"),
    }
}

/// The result as a view; `text` finds a text by its key.
pub fn outcome(report: SealReport, text: &dyn Fn(&str) -> String) -> AnyView {
    let verdict = report.verdict;
    let (kind, sign) = look(verdict.tone());
    let specimen = report
        .specimen
        .then(|| view! { <p class="specimen">{text("verify-specimen")}</p> });
    let facts: Vec<_> = report
        .facts
        .iter()
        .map(|(fact, value)| {
            let value = match (fact, value.as_str()) {
                (SealFact::Port, _) => port_name(value, text),
                (SealFact::VisaType, "T") => text("visa-type-t"),
                (SealFact::Entries, "1") => text("document-entries-single"),
                _ => value.clone(),
            };
            view! { <div><dt>{text(fact.message_key())}</dt><dd>{value}</dd></div> }
        })
        .collect();
    let facts = (!facts.is_empty()).then(|| {
        view! {
            <h2>{text("verify-says")}</h2>
            <p class="hint">{text("verify-compare")}</p>
            <dl class="facts">{facts}</dl>
        }
    });
    let code = (!verdict.is_genuine())
        .then(|| view! { <p>{text("verify-code")} " " <code>{report.code}</code></p> });
    view! {
        <div class="outcome" data-outcome=kind>
            <p class="result"><span aria-hidden="true">{sign}</span> " " {headline(verdict, text)}</p>
            <p>{text(&verdict.explanation_key())}</p>
            {code}
            {specimen}
        </div>
        {facts}
    }
    .into_any()
}

/// The name of a port; its code where the name is not known here.
fn port_name(code: &str, text: &dyn Fn(&str) -> String) -> String {
    let key = format!("{PORT}{code}");
    let name = text(&key);
    if name == key { code.to_owned() } else { name }
}

/// The result of a verification that could not be made: `explanation` says why, `code` as the
/// standard names it.
pub fn unsure(title: String, explanation: String, code: Option<SubIndication>) -> AnyView {
    view! {
        <div class="outcome" data-outcome="unsure">
            <p class="result">{title}</p>
            <p>{explanation}</p>
            {code.map(|code| view! { <p><code>{code.as_str()}</code></p> })}
        </div>
    }
    .into_any()
}
