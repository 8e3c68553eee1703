//! A device with Apple Wallet, as its protocol has it act.

use super::opened::Opened;
use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

pub struct Device {
    client: Client,
    pub library: String,
    pub push_token: String,
}

/// A pass on a device, as it was fetched last.
pub struct OnDevice {
    pub opened: Opened,
    pub modified: Option<String>,
}

impl OnDevice {
    fn of(archive: Vec<u8>, modified: Option<String>) -> Self {
        let opened = Opened::read(archive);
        Self { opened, modified }
    }

    pub fn key(&self, key: &str) -> String {
        self.opened.json()[key].as_str().unwrap().to_owned()
    }

    pub fn is_void(&self) -> bool {
        self.opened.json()["voided"] == true
    }
}

impl Device {
    pub fn new(library: &str, push_token: &str) -> Self {
        Self {
            client: Client::new(),
            library: library.to_owned(),
            push_token: push_token.to_owned(),
        }
    }

    /// Opens the link of a pass.
    pub async fn open(&self, url: &str) -> OnDevice {
        let answer = self.client.get(url).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{url}");
        OnDevice::of(answer.bytes().await.unwrap().to_vec(), None)
    }

    fn registration(&self, pass: &OnDevice) -> String {
        format!(
            "{}/v1/devices/{}/registrations/{}/{}",
            pass.key("webServiceURL"),
            self.library,
            pass.key("passTypeIdentifier"),
            pass.key("serialNumber")
        )
    }

    fn as_holder(&self, method: Method, url: String, pass: &OnDevice) -> RequestBuilder {
        let token = format!("ApplePass {}", pass.key("authenticationToken"));
        let request = self.client.request(method, url);
        request.header("authorization", token)
    }

    pub async fn register(&self, pass: &OnDevice) -> StatusCode {
        let request = self.as_holder(Method::POST, self.registration(pass), pass);
        let body = json!({ "pushToken": self.push_token });
        request.json(&body).send().await.unwrap().status()
    }

    /// Registers with a token that is not the pass's.
    pub async fn register_by(&self, token: &str, pass: &OnDevice) -> StatusCode {
        let request = self.client.post(self.registration(pass));
        let request = request.header("authorization", token);
        let body = json!({ "pushToken": self.push_token });
        request.json(&body).send().await.unwrap().status()
    }

    pub async fn unregister(&self, pass: &OnDevice) -> StatusCode {
        let request = self.as_holder(Method::DELETE, self.registration(pass), pass);
        request.send().await.unwrap().status()
    }

    /// The tag and the serial numbers of what changed; nothing where nothing did.
    pub async fn updated(&self, pass: &OnDevice, since: Option<&str>) -> Option<Value> {
        let url = format!(
            "{}/v1/devices/{}/registrations/{}",
            pass.key("webServiceURL"),
            self.library,
            pass.key("passTypeIdentifier")
        );
        let query = since.map(|tag| format!("?passesUpdatedSince={tag}"));
        let url = format!("{url}{}", query.unwrap_or_default());
        let answer = self.client.get(url).send().await.unwrap();
        match answer.status() {
            StatusCode::NO_CONTENT => None,
            StatusCode::OK => Some(answer.json().await.unwrap()),
            other => panic!("{other}"),
        }
    }

    /// Asks for the pass, unless it is as on the device.
    pub async fn ask(&self, pass: &OnDevice) -> Response {
        let url = format!(
            "{}/v1/passes/{}/{}",
            pass.key("webServiceURL"),
            pass.key("passTypeIdentifier"),
            pass.key("serialNumber")
        );
        let mut request = self.as_holder(Method::GET, url, pass);
        if let Some(modified) = &pass.modified {
            request = request.header("if-modified-since", modified);
        }
        request.send().await.unwrap()
    }

    /// The pass as it is now; nothing where the device has it so.
    pub async fn fetch(&self, pass: &OnDevice) -> Option<OnDevice> {
        let answer = self.ask(pass).await;
        if answer.status() == StatusCode::NOT_MODIFIED {
            return None;
        }
        assert_eq!(answer.status(), StatusCode::OK);
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), "application/vnd.apple.pkpass");
        let modified = header("last-modified");
        let archive = answer.bytes().await.unwrap().to_vec();
        Some(OnDevice::of(archive, Some(modified)))
    }

    pub async fn complain(&self, pass: &OnDevice) -> StatusCode {
        let url = format!("{}/v1/log", pass.key("webServiceURL"));
        let body = json!({ "logs": ["the pass of Anna Maria Eriksson cannot be shown"] });
        let answer = self.client.post(url).json(&body).send().await;
        answer.unwrap().status()
    }
}
