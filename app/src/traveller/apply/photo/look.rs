//! The photo that a traveller has, as it will stand in the visa: kept, or cut anew from what was
//! uploaded. Each button is a plain form that comes back to this page.
//!
//! The parts to choose from are windows onto one small picture of the whole; nothing is cut before one
//! is chosen. A further choice is a variant of [`PhotoChoice`] and its word.

use super::{examples, requirements, title, upload};
use crate::area::Area;
use crate::components::{
    ErrorSummary, FieldErrors, Notice, NoticeKind, PostForm, SubmitButton, icon,
};
use crate::contract::{Draft, DraftTraveller, FormOrigin, Step, photo_flash_name};
use crate::error::PortalError;
use crate::flash::{finish, finish_saying, take_done};
use crate::page::Page;
use crate::session::{caller, traveller_service};
use crate::text::{text, text_with};
use crate::traveller::apply::lists::name_of;
use crate::traveller::apply::origin::OriginFields;
use crate::traveller::steps::{kept, step_path};
use crate::traveller::steps_bar::above;
use domain::photo::{PhotoChoice, Source};
use leptos::prelude::*;
use uuid::Uuid;

/// What the page says was done.
const DONE: [&str; 5] = ["saved", "turned", "nearer", "farther", "moved"];

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "keep-photo")]
pub async fn keep_photo(
    #[server(default)] traveller: String,
    #[server(flatten)] origin: FormOrigin,
) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let outcome = traveller_service().keep_photo(&caller(), id, &origin).await;
    let outcome = outcome.map(|saved| {
        if saved.sent {
            "/status".to_owned()
        } else {
            step_path(saved.next)
        }
    });
    let page = step_path(Step::Photo(id));
    finish(Area::Traveller, outcome, &page, &photo_flash_name(id), &());
    Ok(())
}

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "adjust-photo")]
pub async fn adjust_photo(
    #[server(default)] traveller: String,
    #[server(flatten)] origin: FormOrigin,
    #[server(default)] choice: String,
) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let choice = choice.parse::<PhotoChoice>();
    let outcome = match choice {
        Ok(choice) => {
            let service = traveller_service();
            service.adjust_photo(&caller(), id, &origin, choice).await
        }
        Err(_) => Err(PortalError::conflict("conflict-photo-part")),
    };
    let word = match choice {
        Ok(PhotoChoice::TurnLeft | PhotoChoice::TurnRight) => "turned",
        Ok(PhotoChoice::Nearer) => "nearer",
        Ok(PhotoChoice::Farther) => "farther",
        _ => "moved",
    };
    let (page, name) = (step_path(Step::Photo(id)), photo_flash_name(id));
    finish_saying(Area::Traveller, outcome, &page, (&name, word), &());
    Ok(())
}

/// What was done before the page opened, once.
pub(super) fn said(traveller: Uuid) -> Option<String> {
    let word = take_done(&photo_flash_name(traveller), &DONE)?;
    Some(text(&format!("photo-said-{word}")))
}

/// The page with the photo that a reviewer asks to replace: what replaces it comes first.
pub(super) fn page_to_correct(
    draft: &Draft,
    person: &DraftTraveller,
    said: Option<String>,
    errors: FieldErrors,
) -> Page {
    let heading = title("photo-correct-title", person);
    // Something was done, and yet it is the photo of before.
    let same = said.map(|_| {
        view! {
            <Notice kind=NoticeKind::Warning>
                <p tabindex="-1" autofocus>{text("photo-same")}</p>
            </Notice>
        }
    });
    let another = upload(draft, person, &errors, "main");
    Page::new(
        heading.clone(),
        view! {
            {above(Step::Photo(person.id), draft)}
            <ErrorSummary errors=errors />
            <h1>{heading}</h1>
            {same}
            <ul>{requirements()}</ul>
            {examples::on_a_phone()}
            {another}
            <h2>{text("photo-correct-part")}</h2>
            {look(draft, person, false)}
        },
    )
}

/// The page with a photo.
pub(super) fn page(
    draft: &Draft,
    person: &DraftTraveller,
    said: Option<String>,
    errors: FieldErrors,
) -> Page {
    let heading = title("photo-check-title", person);
    let window = match &said {
        Some(said) => format!("{said} {heading}"),
        None => heading.clone(),
    };
    // Takes the focus, so that it is heard first.
    let said = said.map(|said| {
        view! {
            <p class="said" tabindex="-1" autofocus>
                {icon("check")}
                " "
                {said}
            </p>
        }
    });
    let wrong = errors.at(&["photo"]).is_some();
    let whole = person.photo_source.map(|_| {
        view! { <p class="small">{text("photo-original-kept")}</p> }
    });
    let another = upload(draft, person, &errors, "second");
    Page::new(
        window,
        view! {
            {above(Step::Photo(person.id), draft)}
            <ErrorSummary errors=errors />
            <h1>{heading}</h1>
            {said}
            <p>{text("photo-current")}</p>
            {look(draft, person, true)}
            {whole}
            {examples::on_a_phone()}
            <details class="adding" open=wrong>
                <summary>{text("photo-replace")}</summary>
                {another}
            </details>
            {kept(draft)}
        },
    )
}

/// The photo, and its parts to choose from; `keeps`: with the button that goes on with it.
fn look(draft: &Draft, person: &DraftTraveller, keeps: bool) -> AnyView {
    let own = |name: &str| {
        format!(
            "/apply/photo/{}/{name}?v={}",
            person.id, person.photo_version
        )
    };
    let alt = text_with("photo-alt", &[("name", name_of(person))]);
    let form = Form {
        traveller: person.id.to_string(),
        origin: draft.origin(Step::Photo(person.id)),
    };
    let source = person.photo_source;
    let hidden = form.hidden();
    let keep = keeps.then(|| {
        view! {
            <div class="look-keep">
                <PostForm action="/act/keep-photo">
                    {hidden}
                    <SubmitButton label=text("photo-keep") />
                </PostForm>
            </div>
        }
    });
    let turns = source.and_then(|source| turns(source, &form));
    let parts = source.and_then(|source| parts(source, &own("overview"), &form));
    view! {
        <div class="look">
            <img class="look-photo" src=own("image") alt=alt width="240" height="360" />
            {turns}
            {parts}
            {keep}
        </div>
    }
    .into_any()
}

/// What every form here says of itself.
struct Form {
    traveller: String,
    origin: FormOrigin,
}

impl Form {
    fn hidden(&self) -> impl IntoView + use<> {
        view! {
            <OriginFields origin=self.origin.clone() />
            <input type="hidden" name="traveller" value=self.traveller.clone() />
        }
    }
}

/// Turning, and nearer or farther.
fn turns(source: Source, form: &Form) -> Option<AnyView> {
    let choices = [
        (PhotoChoice::TurnLeft, "rotate-left"),
        (PhotoChoice::TurnRight, "rotate-right"),
        (PhotoChoice::Nearer, "zoom-in"),
        (PhotoChoice::Farther, "zoom-out"),
    ];
    let is_offered = |choice| source.after(choice).is_some();
    let any = choices.iter().any(|(choice, _)| is_offered(*choice));
    // What cannot be done now keeps its place.
    let buttons = choices.map(|(choice, sign)| {
        let disabled = !is_offered(choice);
        view! {
            <button
                type="submit"
                class="button second"
                name="choice"
                value=choice.as_str()
                disabled=disabled
            >
                {icon(sign)}
                {word(choice)}
            </button>
        }
    });
    any.then(|| {
        let hidden = form.hidden();
        view! {
            <div class="look-turns">
                <PostForm action="/act/adjust-photo">{hidden} {buttons.collect_view()}</PostForm>
            </div>
        }
        .into_any()
    })
}

/// The three parts beside each other, and the three below each other, as far as they differ.
fn parts(source: Source, overview: &str, form: &Form) -> Option<AnyView> {
    let rows: Vec<_> = [
        ("photo-across", PhotoChoice::ACROSS),
        ("photo-down", PhotoChoice::DOWN),
    ]
    .into_iter()
    .filter_map(|(legend, choices)| {
        let buttons = choices.map(|choice| part(source, choice, overview));
        let buttons: Vec<_> = buttons.into_iter().flatten().collect();
        (!buttons.is_empty()).then(|| {
            view! {
                <fieldset>
                    <legend>{text(legend)}</legend>
                    <div>{buttons}</div>
                </fieldset>
            }
        })
    })
    .collect();
    (!rows.is_empty()).then(|| {
        let hidden = form.hidden();
        view! {
            <div class="look-parts">
                <PostForm action="/act/adjust-photo">{hidden} {rows}</PostForm>
            </div>
        }
        .into_any()
    })
}

/// A part as a small picture: a window onto the whole.
fn part(source: Source, choice: PhotoChoice, overview: &str) -> Option<AnyView> {
    let chosen = source.after(choice)?;
    let is_now = chosen == source;
    let frame = chosen.frame();
    let window = format!("{} {} {} {}", frame.x, frame.y, frame.width, frame.height);
    let (width, height) = (source.width, source.height);
    let turn = match source.crop.turns % 4 {
        0 => None,
        1 => Some(format!("translate({height} 0) rotate(90)")),
        2 => Some(format!("translate({width} {height}) rotate(180)")),
        _ => Some(format!("translate(0 {width}) rotate(270)")),
    };
    let sign = is_now.then(|| icon("check"));
    let button = view! {
        <button
            type="submit"
            name="choice"
            value=choice.as_str()
            aria-pressed=if is_now { "true" } else { "false" }
        >
            <svg viewBox=window width="80" height="120" aria-hidden="true">
                <image
                    href=overview.to_owned()
                    width=width
                    height=height
                    preserveAspectRatio="none"
                    transform=turn
                />
            </svg>
            <span>{sign} {word(choice)}</span>
        </button>
    };
    Some(button.into_any())
}

fn word(choice: PhotoChoice) -> String {
    text(&format!("photo-{choice}"))
}
