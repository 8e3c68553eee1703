//! Files that people send and fetch: photos up, photos and documents down.

use super::Site;
use super::forms::PortalFlashCipher;
use super::pages::explain;
use crate::photos::Upload;
use crate::services::traveller::photo::begin_upload;
use crate::services::verifier::record_heads;
use app::contract::{BorderService, Caller, Download, StaffService, TravellerService, Verifier};
use app::error::{PortalError, Result};
use axum::Extension;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderValue, StatusCode, header};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The largest photo that is taken (Art. 7.2 asks for one, without a size).
pub const MOST_PHOTO_BYTES: usize = 10 * 1024 * 1024;

/// So much of a form is read, if only to be dropped: a browser that still sends shows a broken line
/// in place of the answer that says what is wrong.
pub const MOST_UPLOAD_BYTES: usize = 5 * MOST_PHOTO_BYTES;

/// `POST /apply/photo/{traveller}`: a plain multipart form with one field `photo`.
pub async fn upload_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(traveller): Path<String>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let mut form = form.ok();
    let Ok(traveller) = traveller.parse::<Uuid>() else {
        return failed(site, &caller, &PortalError::NotFound).await;
    };
    let mut upload = begin_upload(&site.portal, &caller, traveller).await;
    let read = match &mut upload {
        Ok(upload) => read_photo(form.as_mut(), upload).await,
        Err(error) => Err(error.clone()),
    };
    let outcome = match read {
        Ok(bytes) => site.portal.save_photo(&caller, traveller, bytes).await,
        Err(error) => {
            drop_rest(form.as_mut()).await;
            Err(error)
        }
    };
    let page = format!("/apply/photo/{traveller}");
    match outcome {
        Ok(_) => Redirect::to("/resume").into_response(),
        Err(PortalError::SignInNeeded) => Redirect::to("/check").into_response(),
        Err(error @ (PortalError::NotFound | PortalError::Internal(_))) => {
            failed(site, &caller, &error).await
        }
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

/// Nothing arrived for so long, or less than so many bytes a second on the whole: then the line is
/// broken, or somebody keeps a place that others wait for.
const LONGEST_STILL: Duration = Duration::from_secs(15);
const LEAST_SPEED: u64 = 1024;
/// The same for what is dropped.
const SHORT_STILL: Duration = Duration::from_secs(5);

async fn read_photo(form: Option<&mut Multipart>, upload: &mut Upload) -> Result<Vec<u8>> {
    let mut pace = Pace::default();
    let invalid = |message| PortalError::invalid("photo", message);
    let form = form.ok_or_else(|| invalid("field-error-photo-missing"))?;
    loop {
        let field = tokio::time::timeout(LONGEST_STILL, form.next_field()).await;
        let field = field.map_err(|_| invalid("field-error-photo-interrupted"))?;
        let field = field.map_err(|error| invalid(reason(&error)))?;
        let Some(mut field) = field else {
            return Err(invalid("field-error-photo-missing"));
        };
        if field.name() != Some("photo") {
            continue;
        }
        loop {
            let chunk = tokio::time::timeout(LONGEST_STILL, field.chunk()).await;
            let chunk = chunk.map_err(|_| invalid("field-error-photo-interrupted"))?;
            let Some(chunk) = chunk.map_err(|error| invalid(reason(&error)))? else {
                break;
            };
            if upload.len() + chunk.len() > MOST_PHOTO_BYTES {
                return Err(invalid("photo-too-large"));
            }
            let room = upload.add(&chunk).await;
            room.map_err(|_| PortalError::Unavailable)?;
            if pace.is_too_slow(Instant::now(), upload.len()) {
                return Err(invalid("field-error-photo-interrupted"));
            }
        }
        if upload.is_empty() {
            return Err(invalid("field-error-photo-missing"));
        }
        return Ok(upload.take());
    }
}

/// Reads what is still sent, and drops it.
async fn drop_rest(form: Option<&mut Multipart>) {
    let Some(form) = form else { return };
    while let Ok(Ok(Some(mut field))) = tokio::time::timeout(SHORT_STILL, form.next_field()).await {
        while let Ok(Ok(Some(_))) = tokio::time::timeout(SHORT_STILL, field.chunk()).await {}
    }
}

/// How fast a file comes, looked at anew every [`LONGEST_STILL`]: what came fast at first buys no
/// time.
#[derive(Default)]
struct Pace {
    /// When it was looked at last, and how many bytes there were.
    looked: Option<(Instant, usize)>,
}

impl Pace {
    /// Whether fewer bytes came since than a poor line carries.
    fn is_too_slow(&mut self, now: Instant, bytes: usize) -> bool {
        let (at, before) = *self.looked.get_or_insert((now, bytes));
        let elapsed = now.saturating_duration_since(at);
        if elapsed < LONGEST_STILL {
            return false;
        }
        self.looked = Some((now, bytes));
        let came = u64::try_from(bytes.saturating_sub(before)).unwrap_or(u64::MAX);
        came < elapsed.as_secs().saturating_mul(LEAST_SPEED)
    }
}

fn reason(error: &axum::extract::multipart::MultipartError) -> &'static str {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        "photo-too-large"
    } else {
        "field-error-photo-interrupted"
    }
}

/// The file, or what [`failed`] says.
async fn send(site: Site, caller: &Caller, result: Result<Download>, inline: bool) -> Response {
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
        Err(error) => failed(site, caller, &error).await,
    }
}

/// The error's page, where there is one that says it; else its status with a plain line.
async fn failed(site: Site, caller: &Caller, error: &PortalError) -> Response {
    let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = match error {
        PortalError::NotFound => "/not-found",
        PortalError::Forbidden => "/forbidden",
        PortalError::Unavailable => "/unavailable",
        other => {
            return (status, format!("{}\n", app::text::error_title(other))).into_response();
        }
    };
    explain(site, caller, page, status).await
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
    let file = match id(&traveller) {
        Ok(traveller) => site.portal.photo(&caller, traveller).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, true).await
}

pub async fn evisa(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(visa): Path<String>,
) -> Response {
    let file = match id(&visa) {
        Ok(visa) => site.portal.evisa(&caller, visa).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, false).await
}

pub async fn case_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(case): Path<String>,
) -> Response {
    let file = match id(&case) {
        Ok(case) => site.portal.case_photo(&caller, case).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, true).await
}

pub async fn person_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(case): Path<String>,
) -> Response {
    let file = match id(&case) {
        Ok(case) => site.portal.person_photo(&caller, case).await,
        Err(error) => Err(error),
    };
    send(site, &caller, file, true).await
}

pub async fn pass_pdf(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(secret): Path<String>,
) -> Response {
    let file = site.portal.pass_pdf(&caller, &secret).await;
    send(site, &caller, file, false).await
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
        Err(error) => failed(site, &Caller::default(), &error).await,
    }
}

pub async fn record_head(State(site): State<Site>) -> Response {
    match record_heads::published(&site.portal).await {
        Ok(json) => ([(header::CONTENT_TYPE, "application/json")], json).into_response(),
        Err(error) => failed(site, &Caller::default(), &error).await,
    }
}

pub async fn seal_list(State(site): State<Site>) -> Response {
    match site.portal.seal_list().await {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        Err(error) => failed(site, &Caller::default(), &error).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_fast_at_first_buys_no_time() {
        let (begun, mut pace) = (Instant::now(), Pace::default());
        let after = |seconds| begun + Duration::from_secs(seconds);
        assert!(!pace.is_too_slow(begun, 1));
        assert!(!pace.is_too_slow(after(5), 9_000_000));
        assert!(!pace.is_too_slow(after(16), 9_000_010));
        assert!(!pace.is_too_slow(after(26), 9_000_011));
        assert!(pace.is_too_slow(after(32), 9_000_012));
        // A poor line that goes on.
        let mut pace = Pace::default();
        for look in 0..20 {
            let bytes = usize::try_from(look * 15 * 1100).unwrap();
            assert!(!pace.is_too_slow(after(look * 15), bytes));
        }
    }
}
