use super::*;

#[test]
fn what_guessers_try_first_is_found() {
    for password in [
        "password1234",
        "Password2026!",
        "p@ssw0rd1234",
        "!!Password!!",
        "qwertyuiop12",
        "aaaaaaaaaaaa",
        "abababababab",
        "123456789012",
        "123456123456",
        "210987654321",
        "1qaz2wsx3edc",
        "abcdefghijkl",
        "evisa-portal1",
        "Cambodia-2026",
        "sok.dara2026!",
        "iloveyouiloveyou",
        "Summer2026!!!!",
        "phnompenh123456",
        "welcome to cambodia",
        "letmein-letmein",
        "cambodia-evisa-2026",
        "correcthorsebatterystaple",
        "phnom penh 2026",
        "siem reap siem reap",
        "Siem-Reap.2026.Angkor",
        "sok dara 481516",
        "dara//dara//7093",
        "borderofficer99",
        "KingdomOfCambodia2026",
        "TheKingdomOfCambodia",
        "RoyalKingdomCambodia1",
        "Techo Airport 2026",
        "MinistryOfForeignAffairs",
        "khmer-riel-2026",
        "preahvihear2026",
        "ពាក្យសម្ងាត់១២៣",
        "លេខសម្ងាត់ ២០២៦",
        "ពាក្យសំងាត់១២៣",
        "AngkorWatTemple2026",
        "VisaOnArrival2026",
        "",
    ] {
        assert!(is_guessable(password, &["sok.dara"]), "{password}");
    }
}

#[test]
fn what_nobody_has_in_a_list_is_taken() {
    for password in [
        "korrekt pferd batterie 8",
        "passport under the mango tree",
        "my visa eats purple noodles",
        "seventeen officers juggle lemons",
        "sok the turtle plays violin",
        "a quiet office by the lake",
        "dara-lemon-teapot-91",
        "royal blue umbrella dancing",
        "lotus krama river",
        "quiet river, seven lanterns",
        "rT7#kq0Zv_pL",
        "0k4m-x9tq-77fz-hw2n",
        "mango boat 41 candle",
        "ទន្លេមេគង្គហូរ",
        "лодка манго свеча 41",
    ] {
        assert!(!is_guessable(password, &["sok", "dara"]), "{password}");
    }
}

#[test]
fn the_own_name_is_found_however_it_is_written() {
    let sophea = ["sophea.chan", "Consul General Sophéa Chan"];
    let dang = ["dang", "Đặng Thị Sophéa"];
    let dara = ["sok.dara", "Sok Dara"];
    let umlauts = ["jm", "Jürgen Møller-Weiß"];
    for (names, passwords) in [
        (
            &sophea,
            &[
                "Chan-Sophea-1999",
                "sophea.chan.x7q",
                "Chan-Sophéa-1999",
                "consul general chan",
                "aehpos-nahc-1999",
                "ChanSopheaCS1999",
            ][..],
        ),
        (
            &dang,
            &[
                "Dang Thi Sophea 26",
                "Đặng Thị Sophéa 26",
                "sophea dang thi 1!",
                "d4ngth1s0ph3a!!",
            ],
        ),
        (
            &dara,
            &[
                "s0kdara2015!",
                "d4ra.s0k.1984",
                "s0k-d4ra-1987!!",
                "mr sok dara 2026",
                "SokDaraSD2026",
                "Sok.Dara.DS.77!",
                "5ok!d4ra!2026",
                "lok sok dara 99",
                "officer sok dara",
            ],
        ),
        (
            &umlauts,
            &[
                "juergen moeller 1",
                "Jurgen-Moller-88",
                "jürgenweiß2026!",
                "weiss.moeller.7",
            ],
        ),
    ] {
        for password in passwords {
            assert!(is_guessable(password, names), "{password}");
        }
    }
}

#[test]
fn words_of_the_office_alone_are_found() {
    for password in [
        "Passport-Control-2026",
        "consular officer 88",
        "Embassy Gate 2026!",
        "P4ssp0rt-C0ntr0l!!",
        "TouristVisaDesk01",
        "immigration.police.7",
        "head of department 1",
        "Security Checkpoint 5",
        "DirectorGeneral2026",
        "refund-payment-2027",
        "Visa Section Ministry 1234",
        "Kampuchea Krom 2026 visa",
        "refuse entry visa void 2026",
        "border.officer@evisa.gov.kh",
        "sopheakrollkti2026",
        "iamsokdara2026",
        "Professor Sok Dara 7",
        "S@k D@r@ visa 2026",
        // The first letters are Cyrillic.
        "\u{440}\u{430}ssport \u{441}ontrol 26",
        "\u{415}mbassy G\u{430}te 2026!",
        "ភ្នំពេញភ្នំពេញ",
        "កម្ពុជា២០២៦កម្ពុជា",
        "ភ្នំពេញកម្ពុជា2026",
        "x7Kq-x7Kq-x7Kq-x7Kq",
    ] {
        assert!(
            is_guessable(password, &["sok.dara", "Sok Dara", "Sophea Kroll"]),
            "{password}"
        );
    }
}
