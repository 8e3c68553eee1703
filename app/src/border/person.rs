//! One person at the border: photo, passport data, visa, stay, crossings, and the actions that are
//! possible now.

use super::access::{self, Access};
use super::companions;
use super::crossing::together_name;
use super::facts;
use super::here::{at_port, desk_key, desk_script, own_port};
use super::people::with_scan;
use super::recorded::{self, recorded};
use super::shift::take_undone;
use crate::components::{Crossings, Done, ErrorSummary, Notice, NoticeKind};
use crate::contract::{CrossingForm, CrossingView, PersonView};
use crate::flash::take_form;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller, path_id, query, verifier};
use crate::text::{instant, text, text_with};
use domain::calendar::ministry_date;
use domain::states::CrossingKind;
use leptos::prelude::*;

pub fn page() -> impl IntoView {
    let case = path_id("case");
    let scan = query("scan");
    let done = query("done");
    staff_page(async move {
        let case = case?;
        let undone = take_undone(case);
        let (_, errors) = take_form::<CrossingForm>(&together_name(case));
        let has_errors = !errors.is_empty();
        let person = border_service().person(&caller(), case, &scan).await?;
        let here = at_port().await;
        let port = own_port().await;
        let says = undone.clone();
        let head = view! {
            <ErrorSummary errors=errors />
            {undone.map(|says| view! { <Done says=says /> })}
        };
        let page = person_page(person, &done, port.as_deref(), (here, head));
        Ok(page.saying(says.as_deref()).with_errors(has_errors))
    })
}

fn person_page(
    person: PersonView,
    done: &str,
    port: Option<&str>,
    (here, head): (Option<impl IntoView + 'static>, impl IntoView + 'static),
) -> Page {
    let row = &person.row;
    let photo = facts::portrait(row, row.name.clone(), 300);
    let today = ministry_date(verifier().now());
    let (title, verdict, answer) = match recorded(&person, done, today) {
        Some(done) => {
            let answer = view! {
                {done.view}
                {companions::list(&person)}
            };
            (done.title, done.verdict, answer.into_any())
        }
        None => {
            let verdict = view! {
                {access::access(row, person.seal)}
                {refused_before(&person)}
                {row.stay.as_ref().and_then(access::fine)}
            };
            let answer = view! {
                {companions::list(&person)}
                {facts::if_admitted(row, person.seal, today)}
                <div class="buttons">{actions(&person, port)}</div>
            };
            let title = text("border-person-title");
            (title, verdict.into_any(), answer.into_any())
        }
    };
    let seal = person.seal.filter(|_| done.is_empty());
    // Where the next one is scanned right here, the key leads into the box.
    let shortcut = done.is_empty().then_some("F2");
    let again = view! {
        <a href="/border" aria-keyshortcuts=shortcut>{text("border-find-again")} {shortcut.map(desk_key)}</a>
    };
    let body = view! {
        <div class="where">{here} <p>{again}</p></div>
        {head}
        {seal.map(access::seal_verdict)}
        {verdict}
        <div class="person single">
            {photo}
            <div class="whose">
                <h1 class="mrz-name" dir="auto">{row.name.clone()}</h1>
                {access::who_is(row)}
                {facts::identity(row)}
            </div>
            <div>
                {answer}
                {facts::facts(row)}
            </div>
        </div>
        {history(person.crossings)}
        {desk_script()}
    };
    Page::new(title, body).wide()
}

/// The actions that are possible now. Who may simply be admitted is so in one press, at the
/// officer's own port.
fn actions(person: &PersonView, port: Option<&str>) -> Vec<AnyView> {
    let row = &person.row;
    let access = Access::of(row, person.seal);
    // A passport whose kind exempts is looked at first, and that is ticked.
    let is_seen_first = row.kind_to_see().is_some();
    let at_once = port.filter(|_| access == Access::Admissible && !is_seen_first);
    let with = companions::admissible(person);
    let alone = at_once.map(|port| recorded::admit_at_once(person, port, !with.is_empty()));
    let together = at_once
        .filter(|_| !with.is_empty())
        .map(|port| recorded::admit_together(person, &with, port));
    let buttons = together.into_iter().chain(alone);
    let links = [
        (
            access == Access::Admissible && at_once.is_none(),
            "admit",
            "border-admit",
            "button main",
            Some("F4"),
        ),
        (
            at_once.is_some(),
            "admit",
            "border-admit-otherwise",
            "button second",
            None,
        ),
        (
            access.asks_reason(),
            "admit",
            "border-admit-despite",
            "button second",
            None,
        ),
        (
            row.admissible_before && !access.is_inside(),
            "admit",
            "border-admit-before",
            "button second",
            None,
        ),
        (
            access.is_inside(),
            "depart",
            "border-depart",
            "button main",
            Some("F4"),
        ),
        (
            access.is_inside(),
            "pass",
            "border-pass-show",
            "button second",
            None,
        ),
        (
            !access.is_inside(),
            "refuse",
            "border-refuse",
            "button danger",
            Some("F8"),
        ),
    ];
    let links =
        links
            .into_iter()
            .filter(|(possible, ..)| *possible)
            .map(|(_, action, label, class, shortcut)| {
                let href = with_scan(&format!("/border/{action}/{}", row.case), &person.scan);
                view! { <a class=class href=href aria-keyshortcuts=shortcut>{text(label)} {shortcut.map(desk_key)}</a> }.into_any()
            });
    buttons.chain(links).collect()
}

/// The last crossing, where it was a refusal that stands against nobody: the visa may be valid
/// still.
fn refused_before(person: &PersonView) -> Option<impl IntoView + use<>> {
    let last = person
        .crossings
        .iter()
        .max_by_key(|crossing| crossing.event_at)?;
    (last.kind == CrossingKind::Refusal && person.row.refusal.is_none()).then(|| {
        let at = instant(last.event_at);
        let port = last.port_name.clone();
        let says = text_with("border-refused-before", &[("port", port), ("at", at)]);
        view! { <Notice kind=NoticeKind::Warning><p>{says}</p></Notice> }
    })
}

fn history(crossings: Vec<CrossingView>) -> impl IntoView {
    view! {
        <section aria-labelledby="crossings">
            <h2 id="crossings">{text("border-crossings")}</h2>
            <Crossings crossings=crossings />
        </section>
    }
}
