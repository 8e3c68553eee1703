//! A `.pkpass`, opened as a phone does.

use data_encoding::HEXLOWER;
use serde_json::Value;
use sha1::{Digest, Sha1};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The files of a pass by name.
pub struct Opened(pub BTreeMap<String, Vec<u8>>);

impl Opened {
    /// Reads the archive; each file is in the manifest with its hash, and nothing else.
    pub fn read(archive: Vec<u8>) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
        let mut files = BTreeMap::new();
        for at in 0..archive.len() {
            let mut file = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).unwrap();
            files.insert(file.name().unwrap().into_owned(), bytes);
        }
        let opened = Self(files);
        opened.assert_manifest();
        opened
    }

    pub fn file(&self, name: &str) -> &[u8] {
        &self.0[name]
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(self.file("pass.json")).unwrap()
    }

    /// The words of a language by key.
    pub fn words(&self, language: &str) -> BTreeMap<String, String> {
        let file = self.file(&format!("{language}.lproj/pass.strings"));
        let lines = std::str::from_utf8(file).unwrap().lines();
        let words = lines.map(|line| {
            let (key, word) = line.split_once(" = ").unwrap();
            let word = word.strip_suffix(';').unwrap();
            (key.trim_matches('"').into(), word.trim_matches('"').into())
        });
        words.collect()
    }

    fn assert_manifest(&self) {
        let manifest: BTreeMap<String, String> =
            serde_json::from_slice(self.file("manifest.json")).unwrap();
        let unlisted = ["manifest.json", "signature"];
        let listed = self.0.iter();
        let listed = listed.filter(|(name, _)| !unlisted.contains(&name.as_str()));
        let hashes = listed.map(|(name, bytes)| {
            let hash = HEXLOWER.encode(&Sha1::digest(bytes));
            (name.clone(), hash)
        });
        assert_eq!(manifest, hashes.collect());
    }
}
