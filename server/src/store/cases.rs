//! Travellers' cases.

use super::Result;
use super::columns::{MaybeId, MaybeMicros};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::photo::Source;
use domain::states::CaseState;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct CaseRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    #[sqlx(try_from = "String")]
    pub application_id: Uuid,
    /// 1 is the person who applies.
    pub position: i64,
    #[sqlx(try_from = "String")]
    pub(in crate::store) state: CaseState,
    pub version: i64,
    #[sqlx(try_from = "MaybeId")]
    pub adult_id: Option<Uuid>,
    /// The encrypted `CaseDocument`.
    pub document: Vec<u8>,
    pub passport_hash: Option<Vec<u8>>,
    pub nationality: String,
    /// Name of the photo in the object store.
    pub photo: Option<String>,
    pub photo_version: i64,
    /// Name of what the photo was cut from in the object store, while that is kept.
    pub photo_original: Option<String>,
    /// The part of it that the photo is: a `PhotoCrop`.
    pub(in crate::store) photo_crop: Option<String>,
    #[sqlx(try_from = "MaybeId")]
    pub reviewer_id: Option<Uuid>,
    #[sqlx(try_from = "MaybeMicros")]
    pub queued_at: Option<DateTime<Utc>>,
    #[sqlx(try_from = "MaybeMicros")]
    pub decided_at: Option<DateTime<Utc>>,
}

transitions!(CaseRow, CaseState);

impl CaseRow {
    /// A case without answers yet, which waits for its application to be paid.
    pub const fn waiting(
        id: Uuid,
        application_id: Uuid,
        position: i64,
        adult_id: Option<Uuid>,
        document: Vec<u8>,
    ) -> Self {
        Self {
            id,
            application_id,
            position,
            state: CaseState::Waiting,
            version: 1,
            adult_id,
            document,
            passport_hash: None,
            nationality: String::new(),
            photo: None,
            photo_version: 0,
            photo_original: None,
            photo_crop: None,
            reviewer_id: None,
            queued_at: None,
            decided_at: None,
        }
    }

    /// Puts a photo in the place of another, with what it was cut from.
    pub fn set_photo(&mut self, photo: String, original: String, source: Source) {
        self.photo = Some(photo);
        self.photo_version += 1;
        self.photo_original = Some(original);
        let crop = PhotoCrop {
            photo_version: self.photo_version,
            source,
        };
        self.photo_crop = serde_json::to_string(&crop).ok();
    }

    /// What the photo was cut from: its name, its size, and the part. `None` where it is not kept, or
    /// where a version of the portal that keeps none has put another photo in the place of that one.
    pub fn photo_source(&self) -> Option<(&str, Source)> {
        let crop: PhotoCrop = serde_json::from_str(self.photo_crop.as_deref()?).ok()?;
        let is_of_photo = self.photo.is_some() && crop.photo_version == self.photo_version;
        let original = self.photo_original.as_deref().filter(|_| is_of_photo)?;
        Some((original, crop.source))
    }
}

/// Which part of what was uploaded a photo is.
#[derive(Serialize, Deserialize)]
struct PhotoCrop {
    /// Of the photo that is meant.
    photo_version: i64,
    #[serde(flatten)]
    source: Source,
}

#[async_trait]
pub trait Cases {
    async fn add_case(&mut self, row: &CaseRow) -> Result<()>;
    async fn case(&mut self, id: Uuid) -> Result<Option<CaseRow>>;
    /// In the order of the application.
    async fn cases_of(&mut self, application: Uuid) -> Result<Vec<CaseRow>>;
    /// Everyone on a passport whose application was paid, or on whose card or record something happened,
    /// newest first. Cards are free, and hide nothing: those that were not used are asked for apart.
    async fn cases_on_passport(&mut self, passport_hash: &[u8]) -> Result<Vec<CaseRow>>;
    /// The newest few cards and records of a passport that are good and were not used yet.
    async fn unused_cards_on_passport(&mut self, passport_hash: &[u8]) -> Result<Vec<CaseRow>>;
    /// Whoever admits or refuses on this passport at this moment waits until the transaction ends.
    async fn lock_passport(&mut self, passport_hash: &[u8]) -> Result<()>;
    /// Saves a row that was read at `row.version`: all columns but id, application and position.
    /// `Stale` when somebody else was faster.
    async fn save_case(&mut self, row: &CaseRow) -> Result<()>;
    /// Raises the version of a row that was read at `version` and stays as it is otherwise: pages that
    /// were opened before are old from then on. `Stale` when somebody else was faster.
    async fn raise_case_version(&mut self, id: Uuid, version: i64) -> Result<()>;
    async fn remove_case(&mut self, id: Uuid) -> Result<()>;
    /// Cases with what a photo that is final was cut from, and its name.
    async fn needless_originals(&mut self, limit: i64) -> Result<Vec<(Uuid, String)>>;
    /// Forgets the name of an original. The row keeps its version: whoever decides about the case sees
    /// nothing of it.
    async fn forget_original(&mut self, id: Uuid, original: &str) -> Result<()>;
}
