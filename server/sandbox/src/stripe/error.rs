//! API errors in Stripe's shape: status, type, code, message and parameter.

use serde_json::{Value, json};

/// An error of the API.
#[derive(Clone, Debug)]
pub struct ApiError {
    pub status: u16,
    pub kind: &'static str,
    pub code: Option<&'static str>,
    pub message: String,
    pub param: Option<String>,
    /// Whether the endpoint had begun: only then is the error stored under the idempotency key.
    pub begun: bool,
}

impl ApiError {
    /// The error of an invalid parameter; the idempotency key stays free.
    pub fn invalid(param: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            status: 400,
            kind: "invalid_request_error",
            code: None,
            message: message.into(),
            param: Some(param.into()),
            begun: false,
        }
    }

    /// As [`ApiError::invalid`], with a code.
    pub fn invalid_code(
        code: &'static str,
        param: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code: Some(code),
            ..Self::invalid(param, message)
        }
    }

    /// The error of a missing parameter.
    pub fn missing(param: &str) -> Self {
        Self::invalid_code(
            "parameter_missing",
            param,
            format!("Missing required param: {param}."),
        )
    }

    /// The error of an endpoint that began and that the state of its objects forbids.
    pub fn refused(code: Option<&'static str>, message: impl Into<String>) -> Self {
        Self {
            status: 400,
            kind: "invalid_request_error",
            code,
            message: message.into(),
            param: None,
            begun: true,
        }
    }

    /// The same error, with the parameter that caused it.
    #[must_use]
    pub fn at(mut self, param: &str) -> Self {
        self.param = Some(param.to_owned());
        self
    }

    /// The error of an unknown object.
    pub fn not_found(noun: &str, id: &str, param: &str) -> Self {
        Self {
            status: 404,
            code: Some("resource_missing"),
            ..Self::refused(None, format!("No such {noun}: '{id}'")).at(param)
        }
    }

    /// The error of a failure at Stripe itself.
    pub fn internal() -> Self {
        Self {
            status: 500,
            kind: "api_error",
            code: None,
            message: "Sorry! There was an error while talking to one of our backends.".to_owned(),
            param: None,
            begun: true,
        }
    }

    /// The body of the response.
    pub fn body(&self) -> Value {
        let mut error = json!({ "message": self.message, "type": self.kind });
        if let Some(code) = self.code {
            error["code"] = code.into();
            error["doc_url"] = format!(
                "https://stripe.com/docs/error-codes/{}",
                code.replace('_', "-")
            )
            .into();
        }
        if let Some(param) = &self.param {
            error["param"] = param.as_str().into();
        }
        json!({ "error": error })
    }
}

impl From<sqlx::Error> for ApiError {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(%error, "the sandbox's database failed");
        Self::internal()
    }
}
