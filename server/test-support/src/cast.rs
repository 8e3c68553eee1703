//! The cast of every story: travellers with what they type, members of staff with their roles.
//!
//! Nobody is a real person. A new one is a function here; a story that needs somebody a little
//! different writes `Traveller { surname: …, ..Traveller::anna() }`.

use crate::TestPortal;
use app::contract::{Caller, ContactForm, PassportForm, Role, StaffIdentity, TripForm};
use chrono::{Datelike, NaiveDate};
use image::ImageFormat;
use image::imageops::FilterType;
use server::accounts::{NewStaff, create_staff};
use server::cases::arrival_card::asked_before_the_table;
use std::io::Cursor;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// The cards that Stripe's documentation gives.
pub const GOOD_CARD: &str = "4242424242424242";
pub const DECLINED_CARD: &str = "4000000000000002";
pub const REFUND_PENDING_CARD: &str = "4000000000007726";
pub const REFUND_FAILS_CARD: &str = "4000000000005126";

/// The fee of one traveller that the specimen rows set, in cents.
pub const FEE: i64 = 3000;

/// Where everybody crosses the border.
pub const PORT: &str = "KTI";

/// Somebody who applies, with the passport they travel on.
#[derive(Debug, Clone)]
pub struct Traveller {
    pub surname: String,
    pub given_names: String,
    pub birth: NaiveDate,
    pub birth_place: String,
    pub nationality: String,
    /// Of who has no passport of their own: that of their adult.
    pub passport_number: String,
    pub email: String,
    /// A file as it is uploaded.
    pub photo: Vec<u8>,
}

impl Traveller {
    /// Somebody whose names, passport and address occur nowhere else, so that a search for them
    /// finds only leaks.
    pub fn anna() -> Self {
        Self {
            surname: "Zwyckowska".to_owned(),
            given_names: "Annabella Quirina".to_owned(),
            birth: date(1974, 8, 12),
            birth_place: "Poznan".to_owned(),
            nationality: "POL".to_owned(),
            passport_number: "XQ7351924".to_owned(),
            email: "annabella.zwyckowska@mail.example".to_owned(),
            photo: small_portrait(),
        }
    }

    /// The holder of Doc 9303's specimen, a citizen of Utopia.
    pub fn eriksson() -> Self {
        Self {
            surname: "Eriksson".to_owned(),
            given_names: "Anna Maria".to_owned(),
            birth: date(1974, 8, 12),
            birth_place: "Zenith".to_owned(),
            nationality: "UTO".to_owned(),
            passport_number: "L898902C3".to_owned(),
            email: "anna.maria@mail.example".to_owned(),
            photo: small_portrait(),
        }
    }

    /// Her child, on her passport.
    pub fn lars() -> Self {
        Self {
            given_names: "Lars".to_owned(),
            birth: date(2015, 5, 17),
            ..Self::eriksson()
        }
    }

    /// So many adults, each with a passport that nobody else has.
    pub fn group(size: usize) -> Vec<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let member = || {
            let number = format!("P{:06}", COUNT.fetch_add(1, Ordering::SeqCst));
            Self {
                email: format!("{}@mail.example", number.to_lowercase()),
                passport_number: number,
                ..Self::eriksson()
            }
        };
        std::iter::repeat_with(member).take(size).collect()
    }

    /// The passport page, typed on that day.
    pub fn passport(&self, today: NaiveDate) -> PassportForm {
        let [birth_day, birth_month, birth_year] = typed(self.birth);
        PassportForm {
            mrz: String::new(),
            surname: self.surname.clone(),
            given_names: self.given_names.clone(),
            sex: "F".to_owned(),
            birth_day,
            birth_month,
            birth_year,
            birth_place: self.birth_place.clone(),
            nationality: self.nationality.clone(),
            passport_kind: "ordinary".to_owned(),
            passport_number: self.passport_number.clone(),
            issuing_state: self.nationality.clone(),
            issue_day: "1".to_owned(),
            issue_month: "3".to_owned(),
            issue_year: (today.year() - 4).to_string(),
            expiry_day: "1".to_owned(),
            expiry_month: "3".to_owned(),
            expiry_year: (today.year() + 6).to_string(),
        }
    }
}

/// A fortnight that begins on that day.
pub fn trip(today: NaiveDate) -> TripForm {
    let [entry_day, entry_month, entry_year] = typed(today);
    TripForm {
        entry_day,
        entry_month,
        entry_year,
        stay_days: "14".to_owned(),
        port: PORT.to_owned(),
        address: "12 Sothearos Boulevard, Phnom Penh".to_owned(),
    }
}

/// The questions of an arrival card that a page shows in the beginning.
pub fn questions() -> String {
    let asked = asked_before_the_table();
    let shown = asked
        .iter()
        .map(|one| format!("{}:{}", one.code, one.edition));
    shown.collect::<Vec<_>>().join(" ")
}

pub fn contact() -> ContactForm {
    ContactForm {
        phone: "+48 61 555 01 23".to_owned(),
        home_address: "Ulica Wawrzyniaka 7, Poznan".to_owned(),
        country: "POL".to_owned(),
    }
}

/// A portrait as a phone takes it, as JPEG: larger than what is kept.
pub fn portrait() -> Vec<u8> {
    static JPEG: LazyLock<Vec<u8>> = LazyLock::new(|| portrait_of(1536));
    JPEG.clone()
}

/// The smallest that is large enough. Pictures are half of what tests compute.
fn small_portrait() -> Vec<u8> {
    static JPEG: LazyLock<Vec<u8>> = LazyLock::new(|| portrait_of(600));
    JPEG.clone()
}

fn portrait_of(side: u32) -> Vec<u8> {
    let picture = include_bytes!("../../testdata/portrait.png");
    let picture = image::load_from_memory(picture).unwrap();
    let picture = picture.resize(side, side, FilterType::Triangle).to_rgb8();
    let mut jpeg = Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    jpeg.into_inner()
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Day, month and year as people type them.
fn typed(date: NaiveDate) -> [String; 3] {
    [date.day(), date.month(), date.year().unsigned_abs()].map(|part| part.to_string())
}

/// Somebody new on the staff; a border officer stands at [`PORT`].
pub fn new_staff(login: &str, roles: &[Role]) -> NewStaff {
    NewStaff {
        login: login.to_owned(),
        name: format!("Officer {login}"),
        roles: roles.to_vec(),
        port: roles.contains(&Role::Border).then(|| PORT.to_owned()),
    }
}

impl TestPortal {
    /// Somebody on the staff with these roles, who has chosen a password and signed in.
    pub async fn staff(&self, login: &str, roles: &[Role]) -> Caller {
        let new = new_staff(login, roles);
        let created = create_staff(&self.portal, new.clone()).await.unwrap();
        Caller {
            staff: Some(StaffIdentity {
                id: created.id,
                name: new.name,
                roles: new.roles,
                port: new.port,
                must_change_password: false,
            }),
            ..Caller::default()
        }
    }

    pub async fn reviewer(&self) -> Caller {
        self.staff("reviewer", &[Role::Reviewer]).await
    }

    pub async fn supervisor(&self) -> Caller {
        self.staff("supervisor", &[Role::Supervisor]).await
    }

    /// An officer at the border.
    pub async fn officer(&self) -> Caller {
        self.staff("officer", &[Role::Border]).await
    }
}
