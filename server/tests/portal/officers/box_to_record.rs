//! From the one box that found nobody to a record of who came without any.

use app::contract::{BorderService, Role};
use test_support::{TestPortal, on_both};

on_both!([with_pages, with_sandbox] the_box_fills_the_form);

async fn the_box_fills_the_form(test: &TestPortal) {
    let officer = test.officer().await;
    let fill = async |query: &str| test.portal.walk_in_passport(&officer, query).await.unwrap();
    let lines = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    let form = fill(lines).await;
    assert_eq!(form.surname, "ERIKSSON");
    assert_eq!(
        (form.passport_number.as_str(), form.expiry_year.as_str()),
        ("L898902C3", "2012")
    );
    assert_eq!(form.passport_kind, "ordinary");
    let number = fill("N1234567 VNM").await;
    assert_eq!(
        (number.passport_number.as_str(), number.nationality.as_str()),
        ("N1234567", "VNM")
    );
    assert_eq!(fill("whatever").await.passport_number, "");

    // As an officer presses, from the box that found nobody to the admission.
    let desk = test.sign_in("desk", Role::Border).await;
    let page = desk.get("/border").await;
    let nobody = desk
        .send(&page, "/act/border/find", &[("query", "K9999999 SGP")])
        .await;
    nobody.assert_says("Nobody was found");
    let form = desk.send(&nobody, "/act/border/begin-walk-in", &[]).await;
    form.assert_says("A traveller without a record");
    let filled = form.value("passport_number");
    assert_eq!(filled, Some("K9999999".to_owned()));
    let controls = [
        ("surname", "LIM"),
        ("given_names", "MEI"),
        ("sex", "F"),
        ("birth_day", "1"),
        ("birth_month", "2"),
        ("birth_year", "1990"),
        ("nationality", "SGP"),
        ("passport_kind", "ordinary"),
        ("passport_number", "K9999999"),
        ("issuing_state", "SGP"),
        ("expiry_day", "1"),
        ("expiry_month", "2"),
        ("expiry_year", "2031"),
    ];
    let person = desk.send(&form, "/act/border/walk-in", &controls).await;
    person.assert_says("K9999999");
    person.assert_says("May enter");
}
