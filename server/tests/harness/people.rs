//! The people of the stories: a traveller who applies and pays, and the three members of staff.

use super::House;
use super::browser::{Browser, Page};
use domain::calendar::ministry_date;
use server::accounts::{NewStaff, create_staff};
use std::io::Cursor;

/// Somebody with a passport and an address that occur nowhere else, so that a search for them
/// in files finds only leaks.
#[derive(Debug, Clone)]
pub struct Traveller {
    pub surname: &'static str,
    pub given_names: &'static str,
    pub passport_number: &'static str,
    pub nationality: &'static str,
    pub email: String,
}

impl Traveller {
    pub fn anna() -> Self {
        Self {
            surname: "Zwyckowska",
            given_names: "Annabella Quirina",
            passport_number: "XQ7351924",
            nationality: "POL",
            email: "annabella.zwyckowska@mail.example".to_owned(),
        }
    }
}

/// The card that Stripe's documentation gives for success.
pub const GOOD_CARD: &str = "4242424242424242";

/// A portrait that is large enough, as JPEG.
pub fn portrait() -> Vec<u8> {
    let original = image::load_from_memory(include_bytes!("../../testdata/portrait.png")).unwrap();
    let large = original.resize(1536, 1536, image::imageops::FilterType::Triangle);
    let mut bytes = Cursor::new(Vec::new());
    large
        .to_rgb8()
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

impl House {
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url)
    }

    /// Fills in the whole application up to the card page; the browser that did it.
    pub async fn apply(&self, traveller: &Traveller) -> Browser {
        let browser = self.browser();
        let page = browser
            .post("/act/start", &[("email", &traveller.email)])
            .await;
        assert!(
            page.path().starts_with("/apply/passport/"),
            "{} {}",
            page.at,
            page.words()
        );
        let id = page.path().rsplit('/').next().unwrap().to_owned();
        self.save_passport(&browser, &id, traveller)
            .await
            .assert_at("/apply/trip");
        self.save_trip(&browser).await.assert_at("/apply/contact");
        self.save_contact(&browser)
            .await
            .assert_at(&format!("/apply/photo/{id}"));
        let page = browser
            .upload(&format!("/apply/photo/{id}"), "photo", portrait())
            .await;
        assert_eq!(page.status, 200, "{}", page.words());
        browser
            .get("/apply/check")
            .await
            .assert_says(traveller.surname);
        let declaration = [("truthful", "yes"), ("refunds_read", "yes")];
        browser
            .post("/act/submit", &declaration)
            .await
            .assert_at("/pay");
        browser
    }

    pub async fn save_passport(&self, browser: &Browser, id: &str, traveller: &Traveller) -> Page {
        let form = [
            ("traveller", id),
            ("surname", traveller.surname),
            ("given_names", traveller.given_names),
            ("sex", "F"),
            ("birth_day", "12"),
            ("birth_month", "8"),
            ("birth_year", "1974"),
            ("birth_place", "Poznan"),
            ("nationality", traveller.nationality),
            ("passport_kind", "ordinary"),
            ("passport_number", traveller.passport_number),
            ("issuing_state", traveller.nationality),
            ("issue_day", "1"),
            ("issue_month", "3"),
            ("issue_year", "2022"),
            ("expiry_day", "1"),
            ("expiry_month", "3"),
            ("expiry_year", "2032"),
        ];
        browser.post("/act/save-passport", &form).await
    }

    pub async fn save_trip(&self, browser: &Browser) -> Page {
        let entry = ministry_date(self.portal.now())
            .format("%d %m %Y")
            .to_string();
        let mut parts = entry.split(' ');
        let mut part = || parts.next().unwrap();
        let form = [
            ("entry_day", part()),
            ("entry_month", part()),
            ("entry_year", part()),
            ("stay_days", "14"),
            ("port", "KTI"),
            ("address", "12 Sothearos Boulevard, Phnom Penh"),
        ];
        browser.post("/act/save-trip", &form).await
    }

    pub async fn save_contact(&self, browser: &Browser) -> Page {
        let form = [
            ("phone", "+48 61 555 01 23"),
            ("home_address", "Ulica Wawrzyniaka 7, Poznan"),
            ("country", "POL"),
        ];
        browser.post("/act/save-contact", &form).await
    }

    /// Opens the card page and pays there; where the card page sent the browser back to.
    pub async fn pay(&self, browser: &Browser, card: &str) -> Page {
        let session = self.open_card_page(browser).await;
        self.pay_session(&session, card).await;
        browser.get("/pay/done").await
    }

    /// Opens the card page; the id of its session.
    pub async fn open_card_page(&self, browser: &Browser) -> String {
        let page = browser.post("/act/pay", &[]).await;
        let url = page.at;
        let at = url
            .find("/c/pay/")
            .unwrap_or_else(|| panic!("not the card page: {url}"))
            + 7;
        url[at..].split(['?', '#']).next().unwrap().to_owned()
    }

    /// Pays at the sandbox as the card page does.
    pub async fn pay_session(&self, session: &str, card: &str) {
        let answer = reqwest::Client::new()
            .post(format!("{}/sandbox/pay/{session}", self.sandbox.base_url()))
            .json(&serde_json::json!({ "card": card }))
            .send()
            .await
            .unwrap();
        assert!(
            answer.status().is_success(),
            "{}",
            answer.text().await.unwrap()
        );
    }

    /// Adds a member of staff and signs them in, the one-time password changed.
    pub async fn staff(&self, login: &str, role: domain::roles::Role) -> Browser {
        let port = (role == domain::roles::Role::Border).then(|| "KTI".to_owned());
        let new = NewStaff {
            login: login.to_owned(),
            name: format!("Officer {login}"),
            roles: vec![role],
            port,
        };
        let created = create_staff(&self.portal, new).await.unwrap();
        let browser = self.browser();
        let one_time = created.one_time_password;
        let form = [("login", login), ("password", &one_time)];
        browser
            .post("/act/staff/sign-in", &form)
            .await
            .assert_at("/staff/password");
        let chosen = format!("korrekt pferd batterie {}", login.len());
        let form = [
            ("current", one_time.as_str()),
            ("new", &chosen),
            ("again", &chosen),
        ];
        let page = browser.post("/act/staff/password", &form).await;
        assert_ne!(page.path(), "/staff/password", "{}", page.words());
        browser
    }

    /// Takes the only waiting case and grants it; the case.
    pub async fn grant_first(&self, reviewer: &Browser) -> String {
        let queue = reviewer.get("/staff/queue").await;
        let path = queue
            .find("/staff/cases/")
            .unwrap_or_else(|| panic!("{}", queue.words()));
        let case = path.rsplit('/').next().unwrap().to_owned();
        self.act_on_case(reviewer, &case, "take", &[]).await;
        let page = self.act_on_case(reviewer, &case, "grant", &[]).await;
        assert_eq!(page.status, 200, "{}", page.words());
        case
    }

    /// Posts one act on a case with the version its page shows.
    pub async fn act_on_case(
        &self,
        staff: &Browser,
        case: &str,
        act: &str,
        more: &[(&str, &str)],
    ) -> Page {
        let page = staff.get(&format!("/staff/cases/{case}")).await;
        let version = page.value("version").unwrap_or_default();
        let mut form = vec![("case", case), ("version", version.as_str())];
        form.extend_from_slice(more);
        staff.post(&format!("/act/staff/case/{act}"), &form).await
    }

    /// Finds the traveller at the border by passport; the case.
    pub async fn find_at_border(&self, officer: &Browser, traveller: &Traveller) -> String {
        let form = [
            ("passport_number", traveller.passport_number),
            ("nationality", traveller.nationality),
        ];
        let people = officer.post("/act/border/find", &form).await;
        assert!(
            people.path().starts_with("/border/people/"),
            "{}",
            people.words()
        );
        let path = people
            .find("/border/person/")
            .unwrap_or_else(|| panic!("{}", people.words()));
        path.rsplit('/').next().unwrap().to_owned()
    }

    /// Posts a crossing with the version its page shows.
    pub async fn cross(
        &self,
        officer: &Browser,
        case: &str,
        act: &str,
        more: &[(&str, &str)],
    ) -> Page {
        let page = officer.get(&format!("/border/{act}/{case}")).await;
        let version = page.value("version").unwrap_or_default();
        let mut form = vec![
            ("case", case),
            ("version", version.as_str()),
            ("port", "KTI"),
        ];
        form.extend_from_slice(more);
        officer.post(&format!("/act/border/{act}"), &form).await
    }
}
