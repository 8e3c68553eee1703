//! The result of a verification, large enough to be read across a counter. The island and the
//! page for browsers without wasm show the same.

use crate::contract::SealReport;
use crate::seal_report::is_valid;
use domain::doc9303::seal::SubIndication;
use leptos::prelude::*;

/// The message key of the explanation of a code of Doc 9303.
pub fn explanation_key(code: &str) -> String {
    format!("seal-{}", code.to_lowercase().replace('_', "-"))
}

/// The result as a view; `text` finds a text by its key.
pub fn outcome(report: SealReport, text: &dyn Fn(&str) -> String) -> AnyView {
    let (kind, sign, result) = if is_valid(&report.code) {
        ("valid", "✓", "verify-valid")
    } else {
        ("invalid", "✕", "verify-not-valid")
    };
    let specimen = report
        .specimen
        .then(|| view! { <p class="specimen">{text("verify-specimen")}</p> });
    let facts: Vec<_> = report
        .facts
        .iter()
        .map(|(fact, value)| {
            view! { <div><dt>{text(fact.message_key())}</dt><dd>{value.clone()}</dd></div> }
        })
        .collect();
    let facts = (!facts.is_empty()).then(|| {
        view! {
            <h2>{text("verify-says")}</h2>
            <dl class="facts">{facts}</dl>
        }
    });
    view! {
        <div class="outcome" data-outcome=kind>
            <p class="result"><span aria-hidden="true">{sign}</span> " " {text(result)}</p>
            {specimen}
            <p>{text(&explanation_key(&report.code))}</p>
            <p><code>{report.code}</code></p>
        </div>
        {facts}
    }
    .into_any()
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
