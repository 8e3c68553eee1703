//! Files that people send and fetch: photos up, photos and documents down.

use super::Site;
use super::forms::PortalFlashCipher;
use crate::services::traveller::photo::may_upload;
use crate::services::verifier::record_heads;
use app::contract::{BorderService, Caller, Download, StaffService, TravellerService, Verifier};
use app::error::{PortalError, Result};
use axum::Extension;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderValue, StatusCode, header};
use uuid::Uuid;

/// The largest photo that is taken (Art. 7.2 asks for one, without a size).
pub const MOST_PHOTO_BYTES: usize = 10 * 1024 * 1024;

/// What the form around the photo needs on top of it.
pub const MOST_UPLOAD_BYTES: usize = MOST_PHOTO_BYTES + 64 * 1024;

/// `POST /apply/photo/{traveller}`: a plain multipart form with one field `photo`.
pub async fn upload_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(traveller): Path<String>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let Ok(traveller) = traveller.parse::<Uuid>() else {
        return failed(&PortalError::NotFound);
    };
    let outcome = match may_upload(&site.portal, &caller, traveller).await {
        Ok(_permit) => match read_photo(form).await {
            Ok(bytes) => site.portal.save_photo(&caller, traveller, bytes).await,
            Err(error) => Err(error),
        },
        Err(error) => Err(error),
    };
    let page = format!("/apply/photo/{traveller}");
    match outcome {
        Ok(_) => Redirect::to("/resume").into_response(),
        Err(PortalError::SignInNeeded) => Redirect::to("/check").into_response(),
        Err(error @ (PortalError::NotFound | PortalError::Internal(_))) => failed(&error),
        Err(error) => {
            let cipher = PortalFlashCipher(site.portal.clone());
            let name = app::contract::photo_flash_name(traveller);
            let secure = site.portal.config.is_secure();
            let cookie = app::flash::flash_cookie(&name, &(), &error, &cipher, secure);
            let mut response = Redirect::to(&page).into_response();
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
            response
        }
    }
}

async fn read_photo(form: std::result::Result<Multipart, MultipartRejection>) -> Result<Vec<u8>> {
    let invalid = |message| PortalError::invalid("photo", message);
    let mut form = form.map_err(|_| invalid("field-error-photo-missing"))?;
    loop {
        let field = form
            .next_field()
            .await
            .map_err(|error| invalid(reason(&error)))?;
        let Some(field) = field else {
            return Err(invalid("field-error-photo-missing"));
        };
        if field.name() != Some("photo") {
            continue;
        }
        let bytes = field
            .bytes()
            .await
            .map_err(|error| invalid(reason(&error)))?;
        if bytes.is_empty() {
            return Err(invalid("field-error-photo-missing"));
        }
        if bytes.len() > MOST_PHOTO_BYTES {
            return Err(invalid("photo-too-large"));
        }
        return Ok(bytes.to_vec());
    }
}

fn reason(error: &axum::extract::multipart::MultipartError) -> &'static str {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        "photo-too-large"
    } else {
        "field-error-photo-interrupted"
    }
}

/// The file, or the error's status with a plain line.
fn send(result: Result<Download>, inline: bool) -> Response {
    match result {
        Ok(download) => {
            let kind = if inline { "inline" } else { "attachment" };
            let disposition = format!("{kind}; filename=\"{}\"", download.file_name);
            let mut response = download.bytes.into_response();
            let headers = response.headers_mut();
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static(download.content_type),
            );
            if let Ok(value) = HeaderValue::from_str(&disposition) {
                headers.insert(header::CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &PortalError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, format!("{}\n", app::text::error_title(error))).into_response()
}

/// An id from the path; what is none is not there.
fn id(text: &str) -> Result<Uuid> {
    text.parse().map_err(|_| PortalError::NotFound)
}

pub async fn own_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(traveller): Path<String>,
) -> Response {
    match id(&traveller) {
        Ok(traveller) => send(site.portal.photo(&caller, traveller).await, true),
        Err(error) => failed(&error),
    }
}

pub async fn evisa(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(visa): Path<String>,
) -> Response {
    match id(&visa) {
        Ok(visa) => send(site.portal.evisa(&caller, visa).await, false),
        Err(error) => failed(&error),
    }
}

pub async fn case_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(case): Path<String>,
) -> Response {
    match id(&case) {
        Ok(case) => send(site.portal.case_photo(&caller, case).await, true),
        Err(error) => failed(&error),
    }
}

pub async fn person_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(case): Path<String>,
) -> Response {
    match id(&case) {
        Ok(case) => send(site.portal.person_photo(&caller, case).await, true),
        Err(error) => failed(&error),
    }
}

pub async fn pass_pdf(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(secret): Path<String>,
) -> Response {
    send(site.portal.pass_pdf(&caller, &secret).await, false)
}

/// Search engines may list what is for everybody. Also the plainest route behind the whole
/// middleware, which the benchmark takes as its floor.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /apply/\nDisallow: /link/\nDisallow: /staff/\nDisallow: /border/\n\
     Disallow: /v/\n"
}

pub async fn keys(State(site): State<Site>) -> Response {
    match site.portal.keys().await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => failed(&error),
    }
}

pub async fn record_head(State(site): State<Site>) -> Response {
    match record_heads::published(&site.portal).await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => failed(&error),
    }
}

pub async fn seal_list(State(site): State<Site>) -> Response {
    match site.portal.seal_list().await {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        Err(error) => failed(&error),
    }
}
