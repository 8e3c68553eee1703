//! Who is expected at a port on a day, hour by hour, and the travellers themselves.

use crate::components::TableHead;
use crate::contract::{Expected, ExpectedHour, ExpectedTraveller};
use crate::error::Result;
use crate::officer_frame::staff_page;
use crate::page::Page;
use crate::session::{border_service, caller, query};
use crate::text::{date, text, text_with};
use crate::url::address;
use domain::doc9303::countries::name_with_code;
use leptos::prelude::*;

const PAGE: &str = "/staff/expected";

pub fn page() -> impl IntoView {
    let (port, day, cursor) = (query("port"), query("day"), query("cursor"));
    staff_page(async move { load((&port, &day), &cursor).await })
}

async fn load(asked: (&str, &str), cursor: &str) -> Result<Page> {
    let expected = border_service().expected(&caller(), asked, cursor).await?;
    let title = text("expected-title");
    let day = expected.day.to_string();
    let next = expected.next.as_ref().map(|cursor| {
        let next = [("port", expected.port.as_str()), ("day", &day), ("cursor", cursor)];
        let next = address(PAGE, &next);
        view! { <p class="next-page"><a class="button second" href=next>{text("staff-next-page")}</a></p> }
    });
    let filters = filters(&expected);
    let count: i64 = expected
        .hours
        .iter()
        .map(|hour| hour.on_visas + hour.on_cards)
        .sum();
    let says = text_with(
        "expected-count",
        &[("count", count.to_string()), ("day", date(expected.day))],
    );
    let lists = (count > 0).then(|| {
        view! {
            {by_hour(&expected.hours)}
            <h2>{text("expected-travellers")}</h2>
            {travellers(expected.rows)}
            {next}
        }
    });
    let body = view! {
        <h1>{title.clone()}</h1>
        <p>{text("expected-text")}</p>
        {filters}
        <p role="status"><strong>{says}</strong></p>
        {lists}
    };
    Ok(Page::new(title, body).wide())
}

fn filters(expected: &Expected) -> impl IntoView + use<> {
    let ports: Vec<_> = expected
        .ports
        .iter()
        .map(|port| {
            let selected = port.code == expected.port;
            view! { <option value=port.code.clone() selected=selected>{port.name.clone()}</option> }
        })
        .collect();
    view! {
        <form class="filters" method="get" action=PAGE>
            <div>
                <label for="port">{text("border-port")}</label>
                <select id="port" name="port">{ports}</select>
            </div>
            <div>
                <label for="day">{text("expected-day")}</label>
                <input type="date" id="day" name="day" value=expected.day.to_string() />
            </div>
            <button type="submit" class="button second">{text("staff-queue-show")}</button>
        </form>
    }
}

/// The hour as people say it: `14:00–14:59`.
fn hour_words(hour: Option<u32>) -> String {
    match hour {
        Some(hour) => format!("{hour:02}:00–{hour:02}:59"),
        None => text("expected-no-hour"),
    }
}

fn by_hour(hours: &[ExpectedHour]) -> impl IntoView + use<> {
    let heads = ["expected-hour", "expected-on-visas", "expected-on-cards"].map(text);
    let lines: Vec<_> = hours
        .iter()
        .map(|hour| {
            view! {
                <tr>
                    <th scope="row">{hour_words(hour.hour)}</th>
                    <td class="number">{hour.on_visas}</td>
                    <td class="number">{hour.on_cards}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table>
            <caption class="unseen">{text("expected-by-hour")}</caption>
            <TableHead heads=heads />
            <tbody>{lines}</tbody>
        </table>
    }
}

fn travellers(rows: Vec<ExpectedTraveller>) -> impl IntoView {
    let heads = [
        "expected-hour",
        "border-shift-who",
        "border-nationality",
        "border-passport-number",
        "card-vehicle",
    ]
    .map(text);
    let lines: Vec<_> = rows
        .into_iter()
        .map(|row| line(row, heads.clone()))
        .collect();
    view! {
        <table class="cards-on-phone">
            <TableHead heads=heads />
            <tbody>{lines}</tbody>
        </table>
    }
}

fn line(row: ExpectedTraveller, labels: [String; 5]) -> impl IntoView + use<> {
    let [hour, who, nationality, number, vehicle] = labels;
    let person = format!("/border/person/{}", row.case);
    let name = row.name.unwrap_or_else(|| text("record-unreadable"));
    let on_card = row
        .on_card
        .then(|| view! { " " <span class="tag">{text("expected-card")}</span> });
    view! {
        <tr>
            <th scope="row" data-label=hour>{hour_words(row.hour)}</th>
            <td data-label=who><a class="mrz-name" dir="auto" href=person>{name}</a> {on_card}</td>
            <td data-label=nationality>{name_with_code(&row.nationality)}</td>
            <td data-label=number dir="auto">{row.passport_number}</td>
            <td data-label=vehicle dir="auto">{row.vehicle}</td>
        </tr>
    }
}
