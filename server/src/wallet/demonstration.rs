//! Keys and certificates that a demonstration makes for itself, so that its files and links can be looked at:
//! a root, an intermediate and a pass type certificate in the form of Apple's. No phone trusts them.

use super::WalletError;
use super::keys::{read_certificate, wrong};
use crate::config::{AppleWallet, Config};
use crate::rng::Rng;
use chrono::{DateTime, TimeDelta, Utc};
use der::asn1::OctetString;
use der::{DateTime as DerDateTime, EncodePem};
use p256::ecdsa::{DerSignature, SigningKey};
use p256::pkcs8::{EncodePrivateKey, LineEnding};
use rand::SeedableRng;
use rand::rngs::StdRng;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;
use x509_cert::Certificate;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier,
};
use x509_cert::ext::{Extension, ToExtension};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfo, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};
use zeroize::Zeroizing;

/// Certificates of Apple's pass types are good for so long, too.
const VALID_FOR: TimeDelta = TimeDelta::days(397);
/// The file of the root, beside the certificate: what a verifier of the demonstration trusts.
pub const ROOT: &str = "apple-root.pem";

/// Makes the files that the settings name and that are not there yet; and the chain anew when its
/// certificate is over.
///
/// # Errors
/// Names the file that cannot be written.
pub fn make_missing(config: &Config, rng: &Rng, now: DateTime<Utc>) -> Result<(), WalletError> {
    let wallet = config.wallet.with_files_in(&config.keys.folder);
    let (apple, google) = (&wallet.apple, &wallet.google);
    let is_over = || {
        read_certificate(&apple.certificate)
            .is_ok_and(|certificate| super::keys::ends_at(&certificate) < now)
    };
    if apple.is_on() && (!apple.certificate.exists() || is_over()) {
        make_chain(apple, rng, now)?;
    }
    if google.is_on() && !google.key.exists() {
        write(&google.key, &fresh_rsa_key(rng, &google.key)?)?;
    }
    Ok(())
}

/// As long as those that Google gives its service accounts.
const RSA_BITS: usize = 2048;

fn fresh_rsa_key(rng: &Rng, path: &Path) -> Result<Zeroizing<String>, WalletError> {
    let mut random = StdRng::from_seed(rng.bytes());
    let key = rsa::PrivateKey::new(&mut random, RSA_BITS);
    let key = key.map_err(|error| wrong(path, error.to_string()))?;
    key.to_pkcs8_pem(LineEnding::LF)
        .map_err(|error| wrong(path, error.to_string()))
}

/// Who signs whom.
struct Profile {
    subject: Name,
    issuer: Name,
    is_authority: bool,
}

impl BuilderProfile for Profile {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        key: SubjectPublicKeyInfoRef<'_>,
        issuer_key: SubjectPublicKeyInfoRef<'_>,
        tbs: &x509_cert::TbsCertificate,
    ) -> Result<Vec<Extension>, x509_cert::builder::Error> {
        let mut extensions = Vec::new();
        let constraints = BasicConstraints {
            ca: self.is_authority,
            path_len_constraint: None,
        };
        let usage = if self.is_authority {
            KeyUsage(KeyUsages::KeyCertSign | KeyUsages::CRLSign)
        } else {
            KeyUsage(KeyUsages::DigitalSignature.into())
        };
        let issuer = SubjectKeyIdentifier::try_from(issuer_key)?;
        let authority = AuthorityKeyIdentifier {
            key_identifier: Some(OctetString::new(issuer.0.as_bytes())?),
            ..AuthorityKeyIdentifier::default()
        };
        let own = SubjectKeyIdentifier::try_from(key)?;
        extensions.push(constraints.to_extension(tbs.subject(), &extensions)?);
        extensions.push(usage.to_extension(tbs.subject(), &extensions)?);
        extensions.push(own.to_extension(tbs.subject(), &extensions)?);
        extensions.push(authority.to_extension(tbs.subject(), &extensions)?);
        Ok(extensions)
    }
}

fn make_chain(apple: &AppleWallet, rng: &Rng, now: DateTime<Utc>) -> Result<(), WalletError> {
    let failed = |error: &dyn std::fmt::Display| wrong(&apple.certificate, error.to_string());
    let root_name = "CN=Specimen Root CA,O=Demonstration,C=UT";
    let middle_name = "CN=Specimen Worldwide Developer Relations,O=Demonstration,C=UT";
    let pass_name = format!(
        "C=UT,O=Demonstration,OU={},CN=Pass Type ID: {},UID={}",
        apple.team, apple.pass_type, apple.pass_type
    );
    let (root_key, middle_key, key) = (fresh_key(rng), fresh_key(rng), fresh_key(rng));
    let certify = |subject: &str, issuer: &str, is_authority, key: &SigningKey, signer| {
        let name = |text: &str| Name::from_str(text).map_err(|error| failed(&error));
        let profile = Profile {
            subject: name(subject)?,
            issuer: name(issuer)?,
            is_authority,
        };
        certificate(profile, rng, key, signer, now).map_err(|error| failed(&error))
    };
    let root = certify(root_name, root_name, true, &root_key, &root_key)?;
    let middle = certify(middle_name, root_name, true, &middle_key, &root_key)?;
    let pass = certify(&pass_name, middle_name, false, &key, &middle_key)?;
    let key = key
        .to_pkcs8_pem(LineEnding::LF)
        .map_err(|error| failed(&error))?;
    let pem = |certificate: &Certificate| {
        certificate
            .to_pem(LineEnding::LF)
            .map_err(|error| failed(&error))
    };
    write(&apple.certificate.with_file_name(ROOT), &pem(&root)?)?;
    write(&apple.intermediate, &pem(&middle)?)?;
    write(&apple.key, &key)?;
    write(&apple.certificate, &pem(&pass)?)
}

fn fresh_key(rng: &Rng) -> SigningKey {
    loop {
        if let Ok(key) = SigningKey::from_slice(&rng.bytes::<32>()) {
            break key;
        }
    }
}

fn certificate(
    profile: Profile,
    rng: &Rng,
    key: &SigningKey,
    signer: &SigningKey,
    now: DateTime<Utc>,
) -> Result<Certificate, x509_cert::builder::Error> {
    let time = |at: DateTime<Utc>| {
        let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
        DerDateTime::from_unix_duration(Duration::from_secs(seconds)).map(Time::from)
    };
    let validity = Validity::new(time(now - TimeDelta::hours(1))?, time(now + VALID_FOR)?);
    // Positive, as a serial number must be.
    let mut serial = rng.bytes::<16>();
    serial[0] = serial[0] & 0x7f | 0x40;
    let builder = CertificateBuilder::new(
        profile,
        SerialNumber::new(&serial)?,
        validity,
        SubjectPublicKeyInfo::from_key(key.verifying_key())?,
    )?;
    builder.build::<_, DerSignature>(signer)
}

/// Writes a file that only its owner reads.
fn write(path: &Path, text: &str) -> Result<(), WalletError> {
    let written = || {
        if let Some(folder) = path.parent() {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)?;
        }
        let mut options = fs::OpenOptions::new();
        let options = options.write(true).create(true).truncate(true).mode(0o600);
        options.open(path)?.write_all(text.as_bytes())
    };
    written().map_err(|error: std::io::Error| wrong(path, error.to_string()))
}
