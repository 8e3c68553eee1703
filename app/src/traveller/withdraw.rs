//! Withdrawing one traveller's case, after an explanation.

use crate::area::Area;
use crate::components::{ErrorSummary, Notice, NoticeKind, PostForm, SubmitButton};
use crate::error::PortalError;
use crate::flash::{finish, take_form};
use crate::page::{Page, load_page};
use crate::session::{caller, path_id, traveller_service};
use crate::text::{text, text_with};
use crate::traveller::status::acts::{self, Act};
use crate::traveller::steps::back_link;
use leptos::prelude::*;
use uuid::Uuid;

fn form_name(traveller: Uuid) -> String {
    format!("withdraw-{traveller}")
}

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "withdraw")]
pub async fn withdraw(#[server(default)] traveller: String) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let outcome = traveller_service().withdraw(&caller(), id).await;
    match outcome {
        Ok(()) => acts::done(Act::Withdrawn),
        Err(error) => {
            let page = format!("/withdraw/{id}");
            finish(Area::Traveller, Err(error), &page, &form_name(id), &());
        }
    }
    Ok(())
}

pub fn page() -> impl IntoView {
    load_page(Area::Traveller, async move {
        let id = path_id("traveller")?;
        let status = traveller_service().status(&caller()).await?;
        let person = status
            .travellers
            .iter()
            .find(|traveller| traveller.id == id)
            .ok_or(PortalError::NotFound)?;
        let ((), errors) = take_form(&form_name(id));
        let has_errors = !errors.is_empty();
        let title = text_with("withdraw-title", &[("name", person.name.clone())]);
        let paid = status
            .payments
            .iter()
            .any(|payment| payment.paid_at.is_some());
        let money = if paid {
            text("withdraw-paid")
        } else {
            text("withdraw-unpaid")
        };
        Ok(Page::new(
            title.clone(),
            view! {
                {back_link("/status")}
                <ErrorSummary errors=errors />
                <h1>{title}</h1>
                <Notice kind=NoticeKind::Warning>
                    <p>{text("withdraw-text")}</p>
                    <p>{money}</p>
                </Notice>
                <div class="buttons">
                    <PostForm action="/act/withdraw">
                        <input type="hidden" name="traveller" value=id.to_string() />
                        <SubmitButton label=text("withdraw-button") kind="danger" />
                    </PostForm>
                    <a class="button second" href="/status">
                        {text("withdraw-keep")}
                    </a>
                </div>
            },
        )
        .with_errors(has_errors))
    })
}
