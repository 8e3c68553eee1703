//! Fields of a plain HTML form arrive whole in the form structs, repeated check boxes too.
#![cfg(feature = "ssr")]
#![expect(clippy::expect_used, reason = "a test that cannot go on has failed")]

use app::contract::CrossingForm;
use serde::Deserialize;

/// The shape that `#[server]` makes of a function with one flattened form.
#[derive(Deserialize)]
struct Posted {
    #[serde(flatten)]
    form: CrossingForm,
}

/// Decodes as `server_fn`'s `PostUrl` does, with the same library and settings.
fn grounds(body: &str) -> Vec<String> {
    serde_qs::Config::new(5, false)
        .deserialize_str::<Posted>(body)
        .map(|posted| posted.form.grounds)
        .expect("the form decodes")
}

#[test]
fn check_boxes_of_one_name_arrive_as_a_list() {
    let browser = "case=c&grounds%5B%5D=23.a.1&grounds%5B%5D=7.technical_fault&note=x+y";
    assert_eq!(grounds(browser), ["23.a.1", "7.technical_fault"]);
    assert_eq!(grounds("grounds%5B%5D=23.a.9"), ["23.a.9"]);
    assert_eq!(
        grounds("grounds[0]=23.a.1&grounds[1]=23.a.9"),
        ["23.a.1", "23.a.9"]
    );
}

#[test]
fn no_ticked_box_is_an_empty_list() {
    assert!(grounds("case=c&version=3").is_empty());
}
