//! The sandbox through real HTTP and SMTP. One binary, one file per subject.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "tests stop at the first surprise"
)]

#[test]
fn x() {}
