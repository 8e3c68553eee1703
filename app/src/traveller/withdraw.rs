//! Withdrawing one traveller's case, after an explanation.

use crate::area::Area;
use crate::components::{ErrorSummary, FieldErrors, Notice, NoticeKind, PostForm, SubmitButton};
use crate::error::PortalError;
use crate::flash::{finish, take_flash};
use crate::page::{Page, load_page};
use crate::session::{caller, path_id, traveller_service};
use crate::text::{text, text_with};
use crate::traveller::status::acts::{self, Act};
use crate::traveller::status::closed;
use crate::traveller::steps::back_link;
use domain::law::refunds::WithdrawalFee;
use domain::states::CaseState;
use leptos::prelude::*;
use uuid::Uuid;

fn form_name(traveller: Uuid) -> String {
    format!("withdraw-{traveller}")
}

/// Caller: the traveller.
#[server(prefix = "/act", endpoint = "withdraw")]
pub async fn withdraw(
    #[server(default)] reference: String,
    #[server(default)] traveller: String,
    #[server(default)] fee: String,
) -> Result<(), ServerFnError> {
    let id: Uuid = traveller.parse().unwrap_or_default();
    let service = traveller_service();
    let shown = fee.parse().ok();
    match service.withdraw(&caller(), &reference, id, shown).await {
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
        let taken = take_flash::<()>(&form_name(id));
        let error = taken.map(|((), error)| error);
        if let Some(why) = person.kept_from_withdrawing {
            // Whoever has withdrawn already sees it there.
            let is_told = person.state != CaseState::Withdrawn;
            let says = error.or(is_told.then(|| PortalError::conflict(why)));
            return Ok(closed(&status.reference, says.as_ref()));
        }
        let errors = error
            .as_ref()
            .map(FieldErrors::of_error)
            .unwrap_or_default();
        let has_errors = !errors.is_empty();
        let title = text_with("withdraw-title", &[("name", person.name.clone())]);
        let paid = status.payments.iter().any(|payment| payment.settles);
        let is_back = status
            .payments
            .iter()
            .any(|payment| payment.settles && payment.given_back.minor > 0);
        let fee = WithdrawalFee::of(paid);
        let money = text(match fee {
            // Some of it went back by other means.
            WithdrawalFee::Kept if is_back => "withdraw-paid-rest",
            WithdrawalFee::Kept => "withdraw-paid",
            WithdrawalFee::Unpaid => "withdraw-unpaid",
        });
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
                        <input type="hidden" name="reference" value=status.reference.clone() />
                        <input type="hidden" name="traveller" value=id.to_string() />
                        <input type="hidden" name="fee" value=fee.as_str() />
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
