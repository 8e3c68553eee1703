//! The declaration, after the cases with and without a refund, which come before anybody pays (Art.
//! 6, 7).

use super::origin::OriginFields;
use crate::area::Area;
use crate::components::{Checkbox, ErrorSummary, PostForm, SubmitButton};
use crate::contract::{DeclarationForm, FormOrigin, Step};
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page};
use crate::session::{caller, go, query, traveller_service};
use crate::text::{money, text, text_with};
use crate::traveller::steps::{above, open_draft, step_path};
use domain::law::refunds::NotRefunded;
use domain::states::ApplicationState;
use leptos::prelude::*;

const PAGE: &str = "/apply/declaration";
const FORM: &str = "declaration";

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "submit")]
pub async fn submit(
    #[server(flatten)] origin: FormOrigin,
    #[server(flatten)] form: DeclarationForm,
) -> Result<(), ServerFnError> {
    let outcome = traveller_service().submit(&caller(), &origin, &form).await;
    let outcome = outcome.map(|()| "/pay".to_owned());
    let page = origin
        .revision
        .parse()
        .map_or_else(|_| "/apply/check".to_owned(), declaration_path);
    finish(Area::Traveller, outcome, &page, FORM, &form);
    Ok(())
}

/// The page that declares the answers of this revision, which the page before it showed.
pub(super) fn declaration_path(revision: i64) -> String {
    format!("{PAGE}?answers={revision}")
}

/// The cases in which the fee is refunded, and those in which it is not.
pub(in crate::traveller) fn refunds() -> AnyView {
    let list = |keys: &[String]| -> Vec<_> {
        keys.iter()
            .map(|key| view! { <li>{text(key)}</li> })
            .collect()
    };
    let given = [
        "refund-yes-fault",
        "refund-yes-information",
        "refund-yes-service",
    ];
    let kept = NotRefunded::TOLD_BEFORE_PAYMENT.iter();
    let kept: Vec<_> = kept.map(|why| why.message_key()).collect();
    view! {
        <section class="card">
            <h3>{text("refund-yes")}</h3>
            <ul>
                {list(&given.map(str::to_owned))}
            </ul>
            <p>{text("refund-how")}</p>
        </section>
        <section class="card">
            <h3>{text("refund-no")}</h3>
            <ul>
                {list(&kept)}
            </ul>
        </section>
    }
    .into_any()
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let draft = open_draft().await?;
        if draft.state == ApplicationState::Submitted {
            // Declared already.
            go("/pay");
        }
        let origin = FormOrigin {
            reference: draft.reference.clone(),
            revision: query("answers"),
        };
        let (form, errors) = take_form::<DeclarationForm>(FORM);
        if errors.is_empty() && !origin.is_of(draft.revision) {
            // What is declared was read on the page before.
            go(&step_path(Step::Check));
        }
        let has_errors = !errors.is_empty();
        let total = text_with(
            "travellers-total",
            &[
                ("count", draft.travellers.len().to_string()),
                ("each", money(draft.fee_each)),
                ("total", money(draft.total)),
            ],
        );
        Ok(Page::new(
            text("declaration-title"),
            view! {
                {above(Step::Declaration, &draft)}
                <ErrorSummary errors=errors.clone() />
                <h1>{text("declaration-title")}</h1>
                <h2>{text("refund-title")}</h2>
                {refunds()}
                <h2>{text("declaration-yours")}</h2>
                <PostForm action="/act/submit">
                    <OriginFields origin />
                    <Checkbox
                        name="truthful"
                        label=text("declaration-truthful")
                        ticked=form.truthful == "yes"
                        errors=errors.clone()
                    />
                    <Checkbox
                        name="refunds_read"
                        label=text("declaration-refunds-read")
                        ticked=form.refunds_read == "yes"
                        errors=errors
                    />
                    <p class="lead">{total}</p>
                    <SubmitButton label=text("declaration-button") />
                </PostForm>
                <p class="small kept">{text("declaration-after")}</p>
            },
        )
        .with_errors(has_errors))
    })
}
