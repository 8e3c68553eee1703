use super::*;

#[test]
fn article_23_every_point_is_listed_once_and_cited_as_stored() {
    let listed: Vec<_> = [REFUNDABLE, ENTRY, DEPARTURE, STAY].concat();
    assert_eq!(listed, Ground::ALL);
    assert_eq!((ENTRY.len(), DEPARTURE.len(), STAY.len()), (12, 6, 7));
    for ground in [ENTRY, DEPARTURE, STAY].concat() {
        let mut parts = ground.as_str().split('.');
        let cited = format!(
            "Art. {} {}.{}",
            parts.next().unwrap(),
            parts.next().unwrap(),
            parts.next().unwrap()
        );
        assert_eq!(ground.article(), cited);
    }
    assert!(REFUNDABLE.iter().all(|ground| ground.article() == "Art. 7"));
}

#[test]
fn message_keys_are_fluent_ids() {
    assert_eq!(Ground::EntryListed.message_key(), "ground-23-a-4");
    assert_eq!(
        Ground::TechnicalFault.message_key(),
        "ground-7-technical-fault"
    );
}

#[test]
fn article_23_a_and_7_only_for_a_refusal_of_entry() {
    assert_eq!(check_refusal_of_entry(&[]), Err(GroundsError::NoGround));
    for &ground in Ground::ALL {
        let allowed = ground.as_str().starts_with("7.") || ground.as_str().starts_with("23.a.");
        assert_eq!(check_refusal_of_entry(&[ground]).is_ok(), allowed);
        // A technical fault is no ground for a denial.
        let denies = allowed && ground != Ground::TechnicalFault;
        assert_eq!(check_denial(&[ground]).is_ok(), denies);
        let exit = ground.as_str().starts_with("23.b.");
        assert_eq!(check_bar_of_departure(&[ground]).is_ok(), exit);
        let stay = ground.as_str().starts_with("23.c.");
        assert_eq!(check_ban_of_stay(&[ground]).is_ok(), stay);
    }
    assert_eq!(
        check_refusal_of_entry(&[Ground::EntryListed, Ground::EntryListed]),
        Err(GroundsError::Twice(Ground::EntryListed))
    );
    assert_eq!(
        check_refusal_of_entry(&[Ground::EntryListed, Ground::ExitMinister]),
        Err(GroundsError::NotForThis(Ground::ExitMinister))
    );
}

/// That each decision has a ground and a note is our reading of Art. 23.
#[test]
fn article_23_free_text_alone_is_not_enough() {
    let none: &[Ground] = &[];
    for check in [
        check_refusal_of_entry,
        check_denial,
        check_bar_of_departure,
        check_ban_of_stay,
    ] {
        assert_eq!(check(none), Err(GroundsError::NoGround));
    }
    for note in ["", " ", "\n\t\u{a0}"] {
        assert!(!has_note(note), "{note:?}");
    }
    assert!(has_note(" came without a return ticket "));
}

#[test]
fn our_reading_the_v_pass_is_the_entry_stamp_of_c_4() {
    let ground = Ground::StayNoEntryRecord;
    assert_eq!(ground.article(), "Art. 23 c.4");
    assert!(ground.text().contains("the V-Pass is that stamp"));
    assert_eq!(check_ban_of_stay(&[ground]), Ok(()));
}

/// Words of each point of Art. 23 that no other point of the same ban has, so that swapped texts
/// fail.
#[test]
fn article_23_each_text_states_its_own_point() {
    for (code, words) in [
        ("7.technical_fault", "technical fault"),
        ("7.insufficient_information", "insufficient information"),
        ("23.a.1", "invalid passport"),
        ("23.a.2", "no visa"),
        ("23.a.3", "insanity"),
        ("23.a.4", "listed as banned"),
        ("23.a.5", "severe disease"),
        ("23.a.6", "offences outside the Kingdom"),
        ("23.a.7", "travel history"),
        ("23.a.8", "purpose of travel"),
        ("23.a.9", "no means of self-support"),
        ("23.a.10", "forged or altered"),
        ("23.a.11", "expelled from the Kingdom before"),
        ("23.a.12", "unlawfully"),
        ("23.b.1", "no exit visa"),
        ("23.b.2", "criminal or civil court case"),
        ("23.b.3", "conviction or responsibility"),
        ("23.b.4", "forged or altered"),
        (
            "23.b.5",
            "fine for overstay not paid, unless the Minister of Interior states otherwise",
        ),
        (
            "23.b.6",
            "the Minister of Interior has enough grounds to believe",
        ),
        ("23.c.1", "invalid passport"),
        ("23.c.2", "no visa"),
        ("23.c.3", "insanity"),
        ("23.c.4", "no stamp that confirms the entry"),
        ("23.c.5", "no means of self-support"),
        ("23.c.6", "forged or altered"),
        ("23.c.7", "the Ministry of Interior regards"),
    ] {
        let ground: Ground = code.parse().unwrap();
        assert!(ground.text().contains(words), "{code}: {}", ground.text());
    }
}

#[test]
fn article_23_a_11_a_visa_again_is_for_a_prakas() {
    assert!(
        Ground::EntryExpelledBefore
            .text()
            .contains("Prakas of the Minister of Interior")
    );
}

#[test]
fn article_23_a_13_is_no_ground_of_its_own() {
    assert!("23.a.13".parse::<Ground>().is_err());
}

#[test]
fn article_23_each_ban_ends_with_what_follows() {
    let of = |ban: Ban| (ban.article(), ban.consequence());
    let (article, follows) = of(Ban::Entry);
    assert_eq!(article, "Art. 23 a, end");
    assert!(follows.contains("original point of departure"));
    let (article, follows) = of(Ban::Departure);
    assert_eq!(article, "Art. 23 b, end");
    assert!(follows.contains("law in force"));
    let (article, follows) = of(Ban::Stay);
    assert_eq!(article, "Art. 23 c, end");
    assert!(follows.contains("extension"));
    assert_eq!(Ban::Entry.grounds(), ENTRY);
    assert_eq!(Ban::Departure.grounds(), DEPARTURE);
    assert_eq!(Ban::Stay.grounds(), STAY);
}

#[test]
fn our_reading_of_article_23_a_reason_explains_something() {
    for little in ["", "x", "          ", "- - - - - - - - - -", "too short"] {
        assert!(!is_explained(little), "{little}");
    }
    for enough in [
        "As the file says",
        "មិនច្បាស់លាស់អំពីគោលបំណង",
        "目的不明确，邀请函不属实，请拒签",
    ] {
        assert!(is_explained(enough), "{enough}");
    }
}
