//! Files that people send: photos.

use super::Site;
use super::files::failed;
use super::forms::PortalFlashCipher;
use crate::photos::Upload;
use crate::services::traveller::photo::{begin_upload, check_origin, check_whose, save};
use crate::state::Portal;
use app::contract::{Caller, FormOrigin};
use app::error::{PortalError, Result};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// The largest photo that is taken (Art. 7.2 asks for one, without a size).
pub const MOST_PHOTO_BYTES: usize = 10 * 1024 * 1024;

/// So much of a form is read, if only to be dropped: a browser that still sends shows a broken line
/// in place of the answer that says what is wrong.
pub const MOST_UPLOAD_BYTES: usize = 5 * MOST_PHOTO_BYTES;

/// `POST /apply/photo/{traveller}`: a plain multipart form with a field `photo`, and before it the
/// hidden fields that say which photo its page showed. A form without them replaces any.
pub async fn upload_photo(
    State(site): State<Site>,
    Extension(caller): Extension<Caller>,
    Path(traveller): Path<String>,
    request: HeaderMap,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Response {
    let mut form = form.ok();
    let Ok(traveller) = traveller.parse::<Uuid>() else {
        return failed(site, &caller, &PortalError::NotFound).await;
    };
    let mut upload = begin_upload(&site.portal, &caller, traveller).await;
    let read = match &mut upload {
        Ok(upload) => read_form(&site, &caller, traveller, form.as_mut(), upload).await,
        Err(error) => Err(whose(&site.portal, &caller, form.as_mut(), error.clone()).await),
    };
    let outcome = match read {
        Ok((origin, bytes)) => save(&site.portal, &caller, traveller, origin.as_ref(), bytes).await,
        Err(error) => {
            drop_rest(form.as_mut()).await;
            Err(error)
        }
    };
    let cipher = PortalFlashCipher(site.portal.clone());
    let secure = site.portal.config.is_secure();
    let name = app::contract::photo_flash_name(traveller);
    let mut next = format!("/apply/photo/{traveller}");
    let cookie = match outcome {
        Ok(_) => app::flash::done_cookie(&name, "saved", &cipher, (&request, secure)),
        Err(error @ (PortalError::NotFound | PortalError::Internal(_))) => {
            return failed(site, &caller, &error).await;
        }
        Err(error) => {
            if matches!(
                error,
                PortalError::SignInNeeded | PortalError::OtherApplication { .. }
            ) {
                app::area::Area::Traveller
                    .sign_in_path()
                    .clone_into(&mut next);
            }
            app::flash::flash_cookie(&name, &(), &error, &cipher, (&request, secure))
        }
    };
    let mut response = Redirect::to(&next).into_response();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Nothing arrived for so long, or less than so many bytes a second on the whole: then the line is
/// broken, or somebody keeps a place that others wait for.
const LONGEST_STILL: Duration = Duration::from_secs(15);
const LEAST_SPEED: u64 = 1024;
/// The same for what is dropped.
const SHORT_STILL: Duration = Duration::from_secs(5);

/// The longest hidden field.
const MOST_HIDDEN_BYTES: usize = 100;

/// The error of an upload that may not begin: whose traveller is not of the open application may have
/// been sent from a page of another one, which says so before the file.
async fn whose(
    portal: &Portal,
    caller: &Caller,
    form: Option<&mut Multipart>,
    error: PortalError,
) -> PortalError {
    let (PortalError::NotFound, Some(form)) = (&error, form) else {
        return error;
    };
    let field = tokio::time::timeout(LONGEST_STILL, form.next_field()).await;
    match field {
        Ok(Ok(Some(field))) if field.name() == Some("reference") => {
            match read_hidden(field).await {
                Ok(reference) => check_whose(portal, caller, &reference).await.err(),
                Err(_) => None,
            }
        }
        _ => None,
    }
    .unwrap_or(error)
}

/// The photo, and the page it was sent from. What would be refused is refused before the file is read.
async fn read_form(
    site: &Site,
    caller: &Caller,
    traveller: Uuid,
    form: Option<&mut Multipart>,
    upload: &mut Upload,
) -> Result<(Option<FormOrigin>, Vec<u8>)> {
    let missing = || invalid("field-error-photo-missing");
    let form = form.ok_or_else(missing)?;
    let mut origin = FormOrigin::default();
    loop {
        let field = tokio::time::timeout(LONGEST_STILL, form.next_field()).await;
        let field = field.map_err(|_| invalid("field-error-photo-interrupted"))?;
        let field = field.map_err(|error| invalid(reason(&error)))?;
        let field = field.ok_or_else(missing)?;
        match field.name() {
            Some("reference") => origin.reference = read_hidden(field).await?,
            Some("revision") => origin.revision = read_hidden(field).await?,
            Some("photo") => {
                let origin = Some(origin).filter(|origin| *origin != FormOrigin::default());
                if let Some(origin) = &origin {
                    check_origin(&site.portal, caller, traveller, origin).await?;
                }
                return Ok((origin, read_photo(field, upload).await?));
            }
            _ => {}
        }
    }
}

fn invalid(message: &str) -> PortalError {
    PortalError::invalid("photo", message)
}

async fn next_chunk(field: &mut Field<'_>) -> Result<Option<Bytes>> {
    let chunk = tokio::time::timeout(LONGEST_STILL, field.chunk()).await;
    let chunk = chunk.map_err(|_| invalid("field-error-photo-interrupted"))?;
    chunk.map_err(|error| invalid(reason(&error)))
}

async fn read_hidden(mut field: Field<'_>) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = next_chunk(&mut field).await? {
        if bytes.len() + chunk.len() > MOST_HIDDEN_BYTES {
            return Err(PortalError::conflict("conflict-page-too-old"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn read_photo(mut field: Field<'_>, upload: &mut Upload) -> Result<Vec<u8>> {
    let mut pace = Pace::default();
    while let Some(chunk) = next_chunk(&mut field).await? {
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
    Ok(upload.take())
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
