//! Calls to the makers of wallets: HTTP/2 where they speak it, TLS by the web's authorities, each call within
//! its time. Neither requests nor answers are logged.

use super::WalletError;
use super::keys::wrong;
use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client as HyperClient;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rustls::ClientConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A call takes no longer.
const PATIENCE: Duration = Duration::from_secs(20);
/// An answer is a small object.
const MOST_ANSWER_BYTES: usize = 256 * 1024;

/// The call brought no answer: away, too slow, or too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no answer ({0})")]
pub struct NoAnswer(pub &'static str);

/// Sends requests.
pub struct Client {
    inner: HyperClient<HttpsConnector<HttpConnector>, Full<Bytes>>,
}

impl Client {
    /// A client without a certificate of its own.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub fn new() -> Result<Self, WalletError> {
        let config = roots()?.with_no_client_auth();
        Ok(Self::of(config))
    }

    /// A client that proves itself by a certificate, read with its key from PEM files.
    ///
    /// # Errors
    /// Names the file that cannot be used.
    pub fn with_certificate(certificate: &Path, key: &Path) -> Result<Self, WalletError> {
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect)
            .map_err(|error| wrong(certificate, error.to_string()))?;
        let private =
            PrivateKeyDer::from_pem_file(key).map_err(|error| wrong(key, error.to_string()))?;
        let config = roots()?.with_client_auth_cert(chain, private);
        Ok(Self::of(
            config.map_err(|error| wrong(certificate, error.to_string()))?,
        ))
    }

    fn of(config: ClientConfig) -> Self {
        // A stand-in on this machine is asked without TLS; production refuses such addresses.
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(config)
            .https_or_http()
            .enable_all_versions()
            .build();
        Self {
            inner: HyperClient::builder(TokioExecutor::new()).build(connector),
        }
    }

    /// The status and body of the answer.
    ///
    /// # Errors
    /// [`NoAnswer`], after which nobody knows whether the call was heard.
    pub async fn send(
        &self,
        request: Request<Full<Bytes>>,
    ) -> Result<(StatusCode, Bytes), NoAnswer> {
        let answered = async {
            let answer = self.inner.request(request).await;
            let answer = answer.map_err(|_| NoAnswer("no connection"))?;
            let status = answer.status();
            let body = Limited::new(answer.into_body(), MOST_ANSWER_BYTES);
            let body = body.collect().await.map_err(|_| NoAnswer("broken off"))?;
            Ok((status, body.to_bytes()))
        };
        tokio::time::timeout(PATIENCE, answered)
            .await
            .unwrap_or(Err(NoAnswer("time-out")))
    }
}

fn roots()
-> Result<rustls::ConfigBuilder<ClientConfig, rustls::client::WantsClientCert>, WalletError> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| WalletError::Tls(error.to_string()))?;
    Ok(builder.with_webpki_roots())
}
