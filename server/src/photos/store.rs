//! Photos in the object store: encrypted with the application's data key, under random names.

use super::{Original, Photo};
use crate::rng::Rng;
use crate::vault::{AssociatedData, DataKey, VaultError};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;
use zeroize::Zeroizing;

/// A photo could not be kept or fetched. Says nothing about whose it is.
#[derive(Debug, thiserror::Error)]
pub enum PhotoStoreError {
    /// No such object, or no name that this store gives.
    #[error("no such photo")]
    NotFound,
    #[error("the stored photo does not open: {0}")]
    Encryption(#[from] VaultError),
    /// The store is away or full; the same call may succeed later.
    #[error("object store: {0}")]
    Store(object_store::Error),
    #[error("object folder {path}: {source}")]
    Folder {
        path: String,
        source: std::io::Error,
    },
}

impl PhotoStoreError {
    /// Whether this photo is gone or damaged, and others can be read.
    pub const fn is_of_the_photo(&self) -> bool {
        matches!(self, Self::NotFound | Self::Encryption(_))
    }
}

impl From<object_store::Error> for PhotoStoreError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

/// Which picture of a photo.
#[derive(Clone, Copy)]
enum Size {
    Full,
    Small,
    /// What it was cut from.
    Original,
    /// The same, small.
    Overview,
}

impl Size {
    fn place(self, case: Uuid) -> AssociatedData {
        AssociatedData {
            table: "cases",
            column: match self {
                Self::Full => "photo",
                Self::Small => "photo_small",
                Self::Original => "photo_original",
                Self::Overview => "photo_overview",
            },
            row: case,
        }
    }

    /// Spreads objects over folders, so that no folder grows without end.
    fn path(self, name: &str) -> Result<ObjectPath, PhotoStoreError> {
        if name.len() != NAME_BYTES * 2 || !name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(PhotoStoreError::NotFound);
        }
        let folder = name.get(..2).ok_or(PhotoStoreError::NotFound)?;
        let suffix = match self {
            Self::Full => "",
            Self::Small => "-small",
            Self::Original => "-original",
            Self::Overview => "-overview",
        };
        Ok(ObjectPath::from(format!("photos/{folder}/{name}{suffix}")))
    }
}

const NAME_BYTES: usize = 16;

/// Keeps photos. Cheap to clone.
#[derive(Clone)]
pub struct PhotoStore {
    objects: Arc<dyn ObjectStore>,
}

impl PhotoStore {
    /// A store in a folder, which is made (mode 700) when it is missing.
    ///
    /// # Errors
    /// When the folder cannot be made or opened.
    pub fn in_folder(folder: &Path) -> Result<Self, PhotoStoreError> {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            // It may be there, and closed to us.
            .and_then(|()| std::fs::read_dir(folder).map(drop))
            .map_err(|source| PhotoStoreError::Folder {
                path: folder.display().to_string(),
                source,
            })?;
        let objects = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self {
            objects: Arc::new(objects),
        })
    }

    /// A store that is forgotten with the process, for tests.
    pub fn in_memory() -> Self {
        Self {
            objects: Arc::new(InMemory::new()),
        }
    }

    /// Encrypts and keeps both pictures; the name to store with the case. A replaced photo keeps
    /// its own name until it is deleted, so that a crash in between loses nothing.
    pub async fn put(
        &self,
        key: &DataKey,
        rng: &Rng,
        case: Uuid,
        photo: &Photo,
    ) -> Result<String, PhotoStoreError> {
        let pictures = [(Size::Small, &photo.small), (Size::Full, &photo.jpeg)];
        self.put_all(key, rng, case, pictures).await
    }

    /// Encrypts and keeps what a photo was cut from; the name to store with the case.
    pub async fn put_original(
        &self,
        key: &DataKey,
        rng: &Rng,
        case: Uuid,
        original: &Original,
    ) -> Result<String, PhotoStoreError> {
        let pictures = [
            (Size::Overview, &original.overview),
            (Size::Original, &original.jpeg),
        ];
        self.put_all(key, rng, case, pictures).await
    }

    async fn put_all(
        &self,
        key: &DataKey,
        rng: &Rng,
        case: Uuid,
        pictures: [(Size, &Vec<u8>); 2],
    ) -> Result<String, PhotoStoreError> {
        let name = data_encoding::HEXLOWER.encode(&rng.bytes::<NAME_BYTES>());
        for (size, picture) in pictures {
            let encrypted = key.encrypt(rng, size.place(case), picture)?;
            self.objects
                .put(&size.path(&name)?, encrypted.into())
                .await?;
        }
        Ok(name)
    }

    /// The photo (JPEG, at most 800 × 1200).
    pub async fn get(
        &self,
        key: &DataKey,
        case: Uuid,
        name: &str,
    ) -> Result<Zeroizing<Vec<u8>>, PhotoStoreError> {
        self.decrypt(key, case, name, Size::Full).await
    }

    /// The small picture of the same photo (JPEG, 192 × 288).
    pub async fn get_small(
        &self,
        key: &DataKey,
        case: Uuid,
        name: &str,
    ) -> Result<Zeroizing<Vec<u8>>, PhotoStoreError> {
        self.decrypt(key, case, name, Size::Small).await
    }

    /// What a photo was cut from (JPEG), by the name of the original.
    pub async fn get_original(
        &self,
        key: &DataKey,
        case: Uuid,
        name: &str,
    ) -> Result<Zeroizing<Vec<u8>>, PhotoStoreError> {
        self.decrypt(key, case, name, Size::Original).await
    }

    /// The small picture of the same original.
    pub async fn get_overview(
        &self,
        key: &DataKey,
        case: Uuid,
        name: &str,
    ) -> Result<Zeroizing<Vec<u8>>, PhotoStoreError> {
        self.decrypt(key, case, name, Size::Overview).await
    }

    /// Deletes both pictures; fine when they are gone already.
    pub async fn delete(&self, name: &str) -> Result<(), PhotoStoreError> {
        self.delete_all(name, [Size::Full, Size::Small]).await
    }

    /// Deletes what a photo was cut from; fine when it is gone already.
    pub async fn delete_original(&self, name: &str) -> Result<(), PhotoStoreError> {
        self.delete_all(name, [Size::Original, Size::Overview])
            .await
    }

    /// Deletes a photo and what one was cut from, as far as a case names them.
    pub async fn delete_of(
        &self,
        photo: Option<&str>,
        original: Option<&str>,
    ) -> Result<(), PhotoStoreError> {
        let photo = match photo {
            Some(name) => self.delete(name).await,
            None => Ok(()),
        };
        let original = match original {
            Some(name) => self.delete_original(name).await,
            None => Ok(()),
        };
        photo.and(original)
    }

    async fn delete_all(&self, name: &str, sizes: [Size; 2]) -> Result<(), PhotoStoreError> {
        for size in sizes {
            match self.objects.delete(&size.path(name)?).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Whether the store can be written to and read from, for `/readyz`.
    pub async fn ready(&self) -> Result<(), PhotoStoreError> {
        let probe = ObjectPath::from("probe");
        self.objects.put(&probe, b"ready".as_slice().into()).await?;
        self.objects.get(&probe).await?.bytes().await?;
        Ok(())
    }

    async fn decrypt(
        &self,
        key: &DataKey,
        case: Uuid,
        name: &str,
        size: Size,
    ) -> Result<Zeroizing<Vec<u8>>, PhotoStoreError> {
        let encrypted = self.objects.get(&size.path(name)?).await?.bytes().await?;
        Ok(key.decrypt(size.place(case), &encrypted)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vault::Vault;

    fn photo() -> Photo {
        Photo {
            jpeg: b"a face that nobody may read from the disk".to_vec(),
            small: b"the same face, small".to_vec(),
            width: 400,
            height: 600,
        }
    }

    #[tokio::test]
    async fn what_lies_in_the_folder_is_sealed_and_opens_for_its_case_only() {
        let folder = tempfile();
        let rng = Rng::seeded(3);
        let vault = Vault::in_memory(&rng);
        let (key, _) = vault.new_data_key(&rng, Uuid::from_u128(1)).unwrap();
        let store = PhotoStore::in_folder(&folder).unwrap();
        store.ready().await.unwrap();
        let case = Uuid::from_u128(2);
        let name = store.put(&key, &rng, case, &photo()).await.unwrap();
        assert_eq!(*store.get(&key, case, &name).await.unwrap(), photo().jpeg);
        assert_eq!(
            *store.get_small(&key, case, &name).await.unwrap(),
            photo().small
        );
        assert!(matches!(
            store.get(&key, Uuid::from_u128(3), &name).await,
            Err(PhotoStoreError::Encryption(_))
        ));
        let on_disk = std::fs::read(folder.join("photos").join(&name[..2]).join(&name)).unwrap();
        assert!(!on_disk.windows(6).any(|window| window == b"a face"));
        store.delete(&name).await.unwrap();
        store.delete(&name).await.unwrap();
        assert!(matches!(
            store.get(&key, case, &name).await,
            Err(PhotoStoreError::NotFound)
        ));
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[tokio::test]
    async fn an_original_lies_beside_photos_and_goes_by_its_own_name() {
        let rng = Rng::seeded(3);
        let vault = Vault::in_memory(&rng);
        let (key, _) = vault.new_data_key(&rng, Uuid::from_u128(1)).unwrap();
        let (store, case) = (PhotoStore::in_memory(), Uuid::from_u128(2));
        let original = Original {
            jpeg: b"the whole picture".to_vec(),
            overview: b"the same, small".to_vec(),
            width: 1125,
            height: 1500,
        };
        let photo = store.put(&key, &rng, case, &photo()).await.unwrap();
        let name = store.put_original(&key, &rng, case, &original).await;
        let name = name.unwrap();
        let whole = store.get_original(&key, case, &name).await.unwrap();
        assert_eq!(*whole, original.jpeg);
        let overview = store.get_overview(&key, case, &name).await.unwrap();
        assert_eq!(*overview, original.overview);
        store.delete_of(None, Some(&name)).await.unwrap();
        let gone = store.get_original(&key, case, &name).await;
        assert!(matches!(gone, Err(PhotoStoreError::NotFound)));
        let gone = store.get_overview(&key, case, &name).await;
        assert!(matches!(gone, Err(PhotoStoreError::NotFound)));
        assert!(store.get(&key, case, &photo).await.is_ok());
        store.delete_of(Some(&photo), Some(&name)).await.unwrap();
        assert!(store.get(&key, case, &photo).await.is_err());
    }

    #[tokio::test]
    async fn a_name_that_is_not_ours_reaches_no_file() {
        let rng = Rng::seeded(3);
        let vault = Vault::in_memory(&rng);
        let (key, _) = vault.new_data_key(&rng, Uuid::from_u128(1)).unwrap();
        let store = PhotoStore::in_memory();
        for name in ["", "../../etc/passwd", "é", "probe"] {
            assert!(matches!(
                store.get(&key, Uuid::from_u128(2), name).await,
                Err(PhotoStoreError::NotFound)
            ));
        }
    }

    fn tempfile() -> std::path::PathBuf {
        let id = Rng::system().unwrap().bytes::<8>();
        std::env::temp_dir().join(format!("portal-{}", data_encoding::HEXLOWER.encode(&id)))
    }

    #[test]
    fn a_folder_that_cannot_be_opened_is_named() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, b"").unwrap();
        for path in [file.join("objects"), file] {
            let error = PhotoStore::in_folder(&path).err().unwrap().to_string();
            assert!(error.contains(&path.display().to_string()), "{error}");
        }
    }
}
