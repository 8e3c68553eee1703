//! E-visa and V-Pass as PDF, made from what is stored. Loading needs the database; drawing
//! does not, and happens after the transaction.

use super::case_file::CaseFile;
use crate::cases::issue;
use crate::documents::{PassFacts, VisaFacts};
use crate::error::OrInternal;
use crate::state::Portal;
use crate::store::{Connection, PassRow, StayRow, VisaRow};
use app::contract::Download;
use app::error::{PortalError, Result};
use domain::states::ApplicationKind;
use std::time::Duration;

/// An e-visa, ready to be drawn.
pub struct VisaDocument {
    pub visa: VisaRow,
    facts: VisaFacts,
    seal: Vec<u8>,
    file: CaseFile,
}

impl VisaDocument {
    pub async fn load(
        portal: &Portal,
        db: &mut dyn Connection,
        file: CaseFile,
        visa: VisaRow,
    ) -> Result<Self> {
        let facts = issue::visa_facts(portal, db, &file, &visa).await?;
        let seal = issue::open_seal(&file, "visas", visa.id, &visa.seal)?;
        Ok(Self {
            visa,
            facts,
            seal,
            file,
        })
    }

    pub async fn pdf(self, portal: &Portal) -> Result<Download> {
        let photo = photo(portal, &self.file).await?;
        let name = format!("e-visa-{}.pdf", self.visa.number);
        let documents = portal.documents.clone();
        let bytes = drawn(portal, move || {
            documents.visa_pdf(&self.facts, &self.seal, &photo)
        })
        .await?;
        Ok(pdf(bytes, &name))
    }
}

/// A V-Pass, ready to be drawn.
pub struct PassDocument {
    pub pass: PassRow,
    pub stay: StayRow,
    facts: PassFacts,
    seal: Vec<u8>,
    file: CaseFile,
}

impl PassDocument {
    pub async fn load(
        portal: &Portal,
        db: &mut dyn Connection,
        file: CaseFile,
        pass: PassRow,
        stay: StayRow,
    ) -> Result<Self> {
        let holder = issue::holder(portal, db, &file).await?;
        let port_name = issue::port_name(db, &stay.port).await?;
        let facts = issue::pass_facts(&file, holder, (&stay, &port_name), &pass)?;
        let seal = issue::open_seal(&file, "passes", pass.id, &pass.seal)?;
        Ok(Self {
            pass,
            stay,
            facts,
            seal,
            file,
        })
    }

    pub async fn pdf(self, portal: &Portal) -> Result<Download> {
        let photo = photo(portal, &self.file).await?;
        let name = format!("v-pass-{}.pdf", self.pass.number);
        let documents = portal.documents.clone();
        let bytes = drawn(portal, move || {
            documents.pass_pdf(&self.facts, &self.seal, &photo)
        })
        .await?;
        Ok(pdf(bytes, &name))
    }
}

/// So long a document waits for its turn.
const PATIENCE: Duration = Duration::from_secs(20);

/// Draws on a thread of its own kind, a few at a time, where it holds up nobody's page.
pub(super) async fn drawn<E: Into<PortalError> + Send + 'static>(
    portal: &Portal,
    draw: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
) -> Result<Vec<u8>> {
    let turn = tokio::time::timeout(PATIENCE, portal.render_slots.clone().acquire_owned())
        .await
        .map_err(|_| PortalError::Unavailable)?
        .or_internal()?;
    let drawn = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        draw()
    });
    drawn.await.or_internal()?.map_err(Into::into)
}

/// The photo; empty of the holder of an arrival card, who was asked for none.
async fn photo(portal: &Portal, file: &CaseFile) -> Result<Vec<u8>> {
    let name = match file.case.photo.as_deref() {
        Some(name) => name,
        None if file.application.kind == ApplicationKind::Card => return Ok(Vec::new()),
        None => return Err(PortalError::NotFound),
    };
    let photo = portal.photos.get(&file.key, file.case.id, name).await?;
    Ok(photo.to_vec())
}

/// The small picture of the same (JPEG). None where it cannot be read now: whoever stands before an
/// officer needs name, dates and code all the same.
pub async fn small_photo(portal: &Portal, file: &CaseFile) -> Option<Vec<u8>> {
    let name = file.case.photo.as_deref()?;
    match portal.photos.get_small(&file.key, file.case.id, name).await {
        Ok(jpeg) => Some(jpeg.to_vec()),
        Err(error) => {
            tracing::error!(case = %file.case.id, %error, "a photo could not be read");
            None
        }
    }
}

fn pdf(bytes: Vec<u8>, file_name: &str) -> Download {
    Download {
        bytes,
        content_type: "application/pdf",
        file_name: file_name.to_owned(),
    }
}
