//! The result of a verification, large enough to be read across a counter. The island and the
//! page for browsers without wasm show the same.

use crate::contract::SealReport;
use crate::seal_report::is_valid;
use domain::doc9303::seal::SubIndication;
use leptos::prelude::*;

/// The message key of a code's plain sentence.
pub fn sentence_key(code: &str) -> String {
    format!("seal-{}", code.to_lowercase().replace('_', "-"))
}

/// `word` finds a text by its key.
pub fn outcome(report: SealReport, word: &dyn Fn(&str) -> String) -> AnyView {
    let (kind, sign, verdict) = if is_valid(&report.code) {
        ("valid", "✓", "verify-valid")
    } else {
        ("invalid", "✕", "verify-not-valid")
    };
    let specimen = report
        .specimen
        .then(|| view! { <p class="specimen">{word("verify-specimen")}</p> });
    let facts: Vec<_> = report
        .facts
        .iter()
        .map(|(label, value)| {
            view! { <div><dt>{word(label)}</dt><dd>{value.clone()}</dd></div> }
        })
        .collect();
    let facts = (!facts.is_empty()).then(|| {
        view! {
            <h2>{word("verify-says")}</h2>
            <dl class="facts">{facts}</dl>
        }
    });
    view! {
        <div class="outcome" data-outcome=kind>
            <p class="word"><span aria-hidden="true">{sign}</span> " " {word(verdict)}</p>
            {specimen}
            <p>{word(&sentence_key(&report.code))}</p>
            <p><code>{report.code}</code></p>
        </div>
        {facts}
    }
    .into_any()
}

/// That nothing can be said: `sentence` tells why, `code` as the standard names it, if it does.
pub fn unsure(title: String, sentence: String, code: Option<SubIndication>) -> AnyView {
    view! {
        <div class="outcome" data-outcome="unsure">
            <p class="word">{title}</p>
            <p>{sentence}</p>
            {code.map(|code| view! { <p><code>{code.as_str()}</code></p> })}
        </div>
    }
    .into_any()
}
