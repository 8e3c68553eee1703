//! What people do in a browser, page by page: applying, paying, deciding, crossing the border.

use crate::browser::{Browser, Page};
use crate::cast::{GOOD_CARD, PORT, contact, new_staff, trip};
use crate::{TestPortal, Traveller};
use app::contract::Role;
use serde::Serialize;
use server::accounts::create_staff;
use server::cases::email::email_code;

/// What begins an application: the form of its first page.
pub const fn start_form(email: &str) -> [(&str, &str); 3] {
    [
        ("email", email),
        ("nationality", "UTO"),
        ("kind", "ordinary"),
    ]
}

impl TestPortal {
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url)
    }

    /// Fills in the whole application up to the card page; the browser that did it.
    pub async fn apply(&self, traveller: &Traveller) -> Browser {
        let browser = self.browser();
        let page = browser
            .post("/act/start", &start_form(&traveller.email))
            .await;
        assert!(
            page.path().starts_with("/apply/passport/"),
            "{} {}",
            page.at,
            page.words()
        );
        let id = page.last_part();
        self.save_passport(&browser, &id, traveller)
            .await
            .assert_at("/apply/trip");
        self.save_trip(&browser).await.assert_at("/apply/contact");
        self.save_contact(&browser)
            .await
            .assert_at(&format!("/apply/photo/{id}"));
        let photo = format!("/apply/photo/{id}");
        let page = browser
            .upload(&photo, "photo", traveller.photo.clone())
            .await;
        page.assert_at(&photo).assert_says("The photo is saved.");
        let page = browser.send(&page, "/act/keep-photo", &[]).await;
        page.assert_at("/apply/check");
        browser
            .get("/apply/check")
            .await
            .assert_says(&traveller.surname);
        self.declare(&browser)
            .await
            .assert_at("/apply/check")
            .assert_says("Enter the code");
        self.type_code(&browser).await.assert_at("/apply/check");
        browser
    }

    /// Types the code that was mailed to the address of the application that is open in the browser.
    pub async fn type_code(&self, browser: &Browser) -> Page {
        let page = browser.get("/apply/email").await;
        let reference = page.value("reference").unwrap();
        let mut db = self.portal.store.autocommit().await.unwrap();
        let found = db.application_by_reference(&reference).await.unwrap();
        let row = found.unwrap();
        let key = self.portal.data_key(&row).unwrap();
        let document = self.portal.application_document(&key, &row).unwrap();
        let email = document.new_email.unwrap_or(document.email);
        let code = email_code(&self.portal, row.id, &email);
        browser
            .send(&page, "/act/confirm-email", &[("code", &code)])
            .await
    }

    pub async fn save_passport(&self, browser: &Browser, id: &str, traveller: &Traveller) -> Page {
        let form = traveller.passport(self.today());
        let fields = fields(&form);
        let page = format!("/apply/passport/{id}");
        let form = borrowed(&fields);
        browser.fill_in(&page, "/act/save-passport", &form).await
    }

    pub async fn save_trip(&self, browser: &Browser) -> Page {
        let fields = fields(&trip(self.today()));
        let form = borrowed(&fields);
        browser
            .fill_in("/apply/trip", "/act/save-trip", &form)
            .await
    }

    pub async fn save_contact(&self, browser: &Browser) -> Page {
        let fields = fields(&contact());
        let form = borrowed(&fields);
        browser
            .fill_in("/apply/contact", "/act/save-contact", &form)
            .await
    }

    /// Declares that all is true, and sends the application: on to the card page, or back to the answers
    /// where the address is not confirmed yet.
    pub async fn declare(&self, browser: &Browser) -> Page {
        let declaration = [("truthful", "yes"), ("refunds_read", "yes")];
        browser
            .fill_in("/apply/check", "/act/submit", &declaration)
            .await
    }

    /// Opens the card page and pays there; where the card page sent the browser back to.
    pub async fn pay(&self, browser: &Browser, card: &str) -> Page {
        let page = browser.fill_in("/pay", "/act/pay", &[]).await.at;
        assert!(page.contains("/c/pay/"), "not the card page: {page}");
        assert_eq!(self.pay_at(&page, card).await, "paid");
        browser.get("/pay/done").await
    }

    /// Applies, pays with a good card, and has the receipt.
    pub async fn apply_and_pay(&self, traveller: &Traveller) -> Browser {
        let browser = self.apply(traveller).await;
        self.pay(&browser, GOOD_CARD).await;
        self.mail_saying(&traveller.email, "USD 30.00").await;
        browser
    }

    /// Adds somebody to the staff and signs them in, the one-time password changed.
    pub async fn sign_in(&self, login: &str, role: Role) -> Browser {
        let created = create_staff(&self.portal, new_staff(login, &[role]));
        let one_time = created.await.unwrap().one_time_password;
        let browser = self.browser();
        let form = [("login", login), ("password", one_time.as_str())];
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

    /// The first case in the reviewer's queue.
    pub async fn first_case(&self, reviewer: &Browser) -> String {
        let queue = reviewer.get("/staff/queue").await;
        queue.find_last_part("/staff/cases/")
    }

    /// Takes the first case in the queue and grants it; the case.
    pub async fn grant_first(&self, reviewer: &Browser) -> String {
        let case = self.first_case(reviewer).await;
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

    /// Approves the first refund that waits for the supervisor; the refund.
    pub async fn approve_first(&self, supervisor: &Browser) -> String {
        let page = supervisor.get("/staff/refunds?state=requested").await;
        let of = |name| {
            page.value(name)
                .unwrap_or_else(|| panic!("{}", page.words()))
        };
        let (refund, version) = (of("refund"), of("version"));
        let form = [("refund", refund.as_str()), ("version", version.as_str())];
        let page = supervisor.post("/act/staff/refund/approve", &form).await;
        assert_eq!(page.status, 200, "{}", page.words());
        refund
    }

    /// Looks for a traveller at the border by passport; the list of who is on it, or the only one.
    pub async fn look_up(&self, officer: &Browser, traveller: &Traveller) -> Page {
        let query = format!("{} {}", traveller.passport_number, traveller.nationality);
        let people = officer
            .post("/act/border/find", &[("query", query.as_str())])
            .await;
        let found = ["/border/people/", "/border/person/"];
        assert!(
            found.iter().any(|page| people.path().starts_with(page)),
            "{}",
            people.words()
        );
        people
    }

    /// Finds a traveller at the border; the case.
    pub async fn find_at_border(&self, officer: &Browser, traveller: &Traveller) -> String {
        let people = self.look_up(officer, traveller).await;
        if people.path().starts_with("/border/person/") {
            return people.last_part();
        }
        people.find_last_part("/border/person/")
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
        let fine = page.value("fine_shown").unwrap_or_default();
        let mut form = vec![
            ("fine_shown", fine.as_str()),
            ("case", case),
            ("version", version.as_str()),
            ("port", PORT),
        ];
        form.extend_from_slice(more);
        officer.post(&format!("/act/border/{act}"), &form).await
    }
}

/// The controls of a form: they are named as its fields are.
fn fields(form: &impl Serialize) -> Vec<(String, String)> {
    let form = serde_json::to_value(form).unwrap();
    let fields = form.as_object().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    fields
        .map(|(name, value)| (name.clone(), text(value)))
        .collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    let borrowed = fields.iter();
    borrowed
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}
