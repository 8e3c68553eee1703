//! What the script of a border desk asks, in JSON: the list for the time without a network, and handing in.

use super::Site;
use app::contract::{Caller, DayPackService, HandIn};
use app::error::Result;
use app::text::error_title;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::StatusCode;
use serde::Serialize;

/// The answer; an error as its status and its title.
fn answer<T: Serialize>(result: Result<T>) -> Response {
    match result {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status());
            let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, error_title(&error)).into_response()
        }
    }
}

pub async fn day_pack(State(site): State<Site>, Extension(caller): Extension<Caller>) -> Response {
    answer(site.portal.day_pack(&caller).await)
}

pub async fn hand_in(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    form: std::result::Result<Json<HandIn>, JsonRejection>,
) -> Response {
    match form {
        Ok(Json(form)) => answer(site.portal.hand_in(&caller, &form).await),
        Err(rejection) => rejection.status().into_response(),
    }
}
