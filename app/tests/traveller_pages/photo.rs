//! The page of a photo: what it offers, by what is known of the picture.

use crate::fake::{APPLICANT, CHILD, FakeService};
use crate::site::{open_page, post_form, site};
use domain::photo::{PhotoChoice, Source};
use http::StatusCode;

fn page() -> String {
    format!("/apply/photo/{APPLICANT}")
}

async fn shown(source: Option<Source>) -> String {
    let service = FakeService::drafting();
    service.draft.lock().unwrap().travellers[0].photo_source = source;
    open_page(site(service, true), &page()).await.body
}

fn choices(body: &str) -> Vec<&str> {
    let values = body.split("name=\"choice\" value=\"").skip(1);
    values.filter_map(|rest| rest.split('"').next()).collect()
}

#[tokio::test]
async fn before_the_upload_right_and_wrong_photos_are_shown() {
    let page = format!("/apply/photo/{CHILD}");
    let body = open_page(site(FakeService::drafting(), true), &page)
        .await
        .body;
    assert!(body.contains("Photo of Traveller 2"), "{body}");
    assert!(body.contains("/drawings/photo-right.svg"));
    for wrong in [
        "Dark glasses",
        "Hat",
        "Shadow",
        "Too far",
        "Tilted",
        "Too dark",
    ] {
        assert!(body.contains(wrong), "{wrong}");
    }
    assert!(body.contains("name=\"revision\" value=\"3\""));
    assert!(!body.contains("/act/keep-photo"));
}

#[tokio::test]
async fn after_it_the_photo_is_shown_with_what_may_be_changed() {
    let body = shown(Some(Source::of(2000, 1500))).await;
    assert!(body.contains("<h1>Is the photo good?"), "{body}");
    let offered = [
        "turn-left",
        "turn-right",
        "nearer",
        "farther",
        "left",
        "middle",
        "right",
    ];
    assert_eq!(choices(&body), offered);
    // What cannot be done now is there, in its place.
    assert_eq!(body.matches(" disabled").count(), 1, "{body}");
    // The middle is what the photo is.
    assert_eq!(body.matches("aria-pressed=\"true\"").count(), 1);
    assert!(body.contains("viewBox=\"500 0 1000 1500\""), "{body}");
    assert!(body.contains(&format!("/apply/photo/{APPLICANT}/overview?v=3")));
    assert_eq!(body.matches("name=\"revision\" value=\"3\"").count(), 4);

    let turned = Source::of(1500, 1125).after(PhotoChoice::TurnRight);
    let body = shown(turned).await;
    assert!(body.contains("translate(1125 0) rotate(90)"), "{body}");
    let small = shown(Some(Source::of(400, 600))).await;
    assert!(choices(&small).is_empty());
    let original_gone = shown(None).await;
    assert!(choices(&original_gone).is_empty());
    assert!(original_gone.contains("Keep it and continue"));
}

#[tokio::test]
async fn keeping_goes_on_and_every_other_press_comes_back() {
    let post = async |act: &str, more: &str| {
        let body = format!("reference=KV-7Q2M-3DXA&traveller={APPLICANT}&{more}");
        post_form(site(FakeService::drafting(), true), act, body).await
    };
    let kept = post("/act/keep-photo", "revision=3").await;
    assert_eq!(kept.location, "/apply/contact");
    for (act, more) in [
        ("/act/keep-photo", "revision=2"),
        ("/act/adjust-photo", "revision=3&choice=nearer"),
        ("/act/adjust-photo", "revision=3&choice=lower"),
        ("/act/adjust-photo", "revision=3&choice=elsewhere"),
        ("/act/adjust-photo", "revision=3"),
    ] {
        let answer = post(act, more).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{act} {more}");
        assert_eq!(answer.location, page(), "{act} {more}");
        assert!(
            answer.cookies.concat().contains("returned-form="),
            "{act} {more}"
        );
    }
}
