//! What people type on other keyboards, paste along, or write in another script.

use app::contract::{Caller, PassportForm, StepAnswers, TravellerService};
use domain::roles::Role;
use test_support::cast::contact;
use test_support::{Browser, TestPortal, Traveller, on_both};

on_both!(
    [with_pages, with_sandbox]
    every_keyboard_and_every_invisible_sign_is_read,
    a_name_is_shown_as_it_is_issued,
    what_is_wrong_names_its_field,
    one_photo_for_two_is_looked_at,
);

/// Begins an application; the address of its passport page.
async fn begun(test: &TestPortal, email: &str) -> (Browser, String) {
    let browser = test.browser();
    let page = browser
        .post("/act/start", &test_support::start_form(email))
        .await;
    assert!(page.path().starts_with("/apply/passport/"), "{}", page.at);
    let id = page.last_part();
    (browser, id)
}

async fn every_keyboard_and_every_invisible_sign_is_read(test: &TestPortal) {
    let (browser, id) = begun(test, "ｔｙｐｅｄ＠mail.example\u{200B}").await;
    let form = [
        ("surname", "Ｔｅｓｔ\u{AD}ｏｖ"),
        ("given_names", "\u{202E}Anna\u{202C}"),
        ("sex", "F"),
        ("birth_day", "១២"),
        ("birth_month", "Sept."),
        ("birth_year", "１９７４"),
        ("birth_place", "ភ្នំ\u{202E}ពេញ"),
        ("nationality", "POL"),
        ("passport_kind", "ordinary"),
        ("passport_number", "\u{FEFF}ＸＱ٧٣\u{2011}५１９\u{200B}２４"),
        ("issuing_state", "POL"),
        ("issue_day", "٠١"),
        ("issue_month", "۳"),
        ("issue_year", "๒๐๒๔"),
        ("expiry_day", "1"),
        ("expiry_month", "3"),
        ("expiry_year", "２０３３"),
    ];
    let page = browser
        .fill_in(
            &format!("/apply/passport/{id}"),
            "/act/save-passport",
            &form,
        )
        .await;
    page.assert_at("/apply/trip");
    let page = browser.get(&format!("/apply/passport/{id}")).await;
    for (control, value) in [
        ("surname", "Testov"),
        ("given_names", "Anna"),
        ("birth_day", "12"),
        ("birth_year", "1974"),
        ("birth_place", "ភ្នំពេញ"),
        ("passport_number", "XQ73-51924"),
        ("issue_year", "2024"),
    ] {
        assert_eq!(page.value(control).as_deref(), Some(value), "{control}");
    }
    let contact = contact();
    let form = [
        ("phone", "＋８５５\u{2011}២៣\u{200B} 212 345"),
        ("home_address", "ផ្ទះ\u{200B}លេខ ១២\r\nភ្នំ\u{2067}ពេញ"),
        ("country", contact.country.as_str()),
    ];
    test.save_trip(&browser).await.assert_at("/apply/contact");
    let page = browser
        .fill_in("/apply/contact", "/act/save-contact", &form)
        .await;
    page.assert_at(&format!("/apply/photo/{id}"));
    let page = browser.get("/apply/contact").await;
    page.assert_says("ផ្ទះ\u{200B}លេខ ១២ ភ្នំពេញ");
    assert_eq!(page.value("phone").as_deref(), Some("+855-23 212 345"));
    // The mailed link is asked for with the reference as a wide keyboard writes it.
    let reference = page.value("reference").expect("the form says whose it is");
    let wide: String = reference
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap())
        .collect();
    let form = [
        ("reference", wide.as_str()),
        ("email", " TYPED＠mail.example"),
    ];
    let page = browser.post("/act/request-link", &form).await;
    page.assert_at("/link-sent");
}

async fn a_name_is_shown_as_it_is_issued(test: &TestPortal) {
    let turned = Traveller {
        surname: "\u{202E}votseT".to_owned(),
        ..Traveller::anna()
    };
    let (browser, id) = begun(test, &turned.email).await;
    test.save_passport(&browser, &id, &turned).await;
    let page = browser.get("/apply/travellers").await;
    page.assert_says("votseT, Annabella Quirina");
    assert!(!page.text.contains('\u{202E}'));
    for (surname, says) in [
        ("محمد", "the visa would show MXHMD"),
        ("Иванов", "the visa would show IVANOV"),
        ("សុខា", "Surname: Write the name in Latin letters"),
        ("Anna 9", "Surname: The character “9” cannot be written"),
        ("-", "Surname: Write the name in letters"),
        (
            "</title><b>",
            "Surname: The character “>” cannot be written",
        ),
    ] {
        let typed = Traveller {
            surname: surname.to_owned(),
            ..turned.clone()
        };
        let page = test.save_passport(&browser, &id, &typed).await;
        page.assert_at(&format!("/apply/passport/{id}"))
            .assert_says(says);
        assert!(!page.text.contains("<b>"));
    }
}

async fn what_is_wrong_names_its_field(test: &TestPortal) {
    let anna = Traveller::anna();
    let (browser, id) = begun(test, &anna.email).await;
    let page = browser
        .post("/act/request-link", &[("reference", ""), ("email", "")])
        .await;
    page.assert_at("/check")
        .assert_says("Enter the reference as it stands in our e-mails")
        .assert_says("Enter your e-mail address");
    let page = browser
        .post("/act/request-link", &[("reference", "xx"), ("email", "zz")])
        .await;
    page.assert_says("Enter the reference as it stands in our e-mails")
        .assert_says("Enter an e-mail address, such as name@example.com");
    let caller = test.started("another@mail.example").await;
    let draft = test.portal.draft(&caller).await.unwrap();
    let form = PassportForm {
        sex: String::new(),
        birth_year: "74".to_owned(),
        issue_day: "31".to_owned(),
        issue_month: "4".to_owned(),
        expiry_month: "16".to_owned(),
        ..anna.passport(test.today())
    };
    let said = said(test, &caller, draft.travellers[0].id, form).await;
    for words in [
        "Date of birth: The year needs four digits, such as 1974.",
        "Date of issue: April ",
        "Date of expiry: There is no month 16. Day comes first.",
        "Choose the sex that the passport states",
    ] {
        assert!(said.iter().any(|one| one.starts_with(words)), "{said:?}");
    }
    // A passport that prints 00 for an unknown day and month.
    let form = PassportForm {
        birth_day: "00".to_owned(),
        birth_month: "00".to_owned(),
        ..anna.passport(test.today())
    };
    test.save_passport(&browser, &id, &anna)
        .await
        .assert_at("/apply/trip");
    assert_eq!(
        self::said(test, &caller, draft.travellers[0].id, form).await,
        [""; 0]
    );
}

/// What is said of a passport page.
async fn said(
    test: &TestPortal,
    caller: &Caller,
    traveller: uuid::Uuid,
    form: PassportForm,
) -> Vec<String> {
    let form = Box::new(form);
    let answers = StepAnswers::Passport { traveller, form };
    let saved = test.try_to_save(caller, answers).await.unwrap();
    saved.errors.iter().map(app::text::field_error).collect()
}

async fn one_photo_for_two_is_looked_at(test: &TestPortal) {
    let cases = test.paid(&[Traveller::eriksson(), Traveller::lars()]).await;
    let reviewer = test.sign_in("reviewer", Role::Reviewer).await;
    let page = reviewer.get(&format!("/staff/cases/{}", cases[1])).await;
    page.assert_says("The same photo is that of traveller 1 of this application");
    let alone = test.paid(&[Traveller::anna()]).await;
    let page = reviewer.get(&format!("/staff/cases/{}", alone[0])).await;
    page.assert_says("There is a photo of the right form");
}
