//! The archive: its files, `manifest.json` with the SHA-1 of each, and `signature` over the manifest.

use super::signature::Signer;
use crate::wallet::WalletError;
use chrono::{DateTime, Utc};
use data_encoding::HEXLOWER;
use serde_json::{Map, Value};
use sha1::{Digest, Sha1};
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(super) fn pack(
    mut files: Vec<(String, Vec<u8>)>,
    signer: &Signer,
    now: DateTime<Utc>,
) -> Result<Vec<u8>, WalletError> {
    let hashes = files.iter().map(|(name, bytes)| {
        let hash = HEXLOWER.encode(&Sha1::digest(bytes));
        (name.clone(), Value::from(hash))
    });
    let manifest = Value::Object(hashes.collect::<Map<_, _>>());
    let manifest = manifest.to_string().into_bytes();
    let signature = signer.sign(&manifest, now)?;
    files.push(("manifest.json".to_owned(), manifest));
    files.push(("signature".to_owned(), signature));
    zipped(&files).map_err(|error| WalletError::Packing(error.to_string()))
}

fn zipped(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
