//! The desk without a network: the list that it keeps, and handing in what was done by it.

use app::contract::{
    BorderService, Caller, DayPack, DayPackService, HandIn, HandedIn, ProvisionalAct, Role,
    SignedDayPack, day_pack_statement,
};
use app::desk_query::browser_line;
use app::error::PortalError;
use chrono::{Datelike, TimeDelta};
use data_encoding::{BASE64, HEXLOWER};
use domain::states::{StayState, VisaState};
use serde_json::json;
use sha2::{Digest, Sha256};
use test_support::{TestPortal, Traveller, on_both};
use uuid::Uuid;

on_both!(
    [with_sandbox]
    a_day_of_forty_admissions_three_of_them_double,
    the_list_is_signed_and_finds_by_whatever_is_shown,
    who_may_not_be_admitted_is_on_no_list_and_a_later_refusal_surfaces,
    what_a_desk_may_not_hand_in,
    an_act_is_what_it_was_when_it_was_handed_in,
    the_same_act_at_once_is_done_once;
    [with_pages, with_sandbox]
    the_script_of_the_desk_gets_list_and_answer
);

async fn granted(test: &TestPortal, travellers: &[Traveller]) -> Vec<Uuid> {
    let reviewer = test.staff("reviewer", &[Role::Reviewer]).await;
    let mut cases = Vec::new();
    for group in travellers.chunks(20) {
        cases.extend(test.paid(group).await);
    }
    for case in &cases {
        test.grant(&reviewer, *case).await;
    }
    cases
}

async fn pack(test: &TestPortal, officer: &Caller) -> DayPack {
    let signed = test.portal.day_pack(officer).await.unwrap();
    serde_json::from_str(&signed.content).unwrap()
}

fn act(test: &TestPortal, pack: &DayPack, case: Uuid) -> ProvisionalAct {
    ProvisionalAct {
        id: test.portal.id(),
        pack: pack.id,
        case,
        at: test.now(),
    }
}

async fn hand_in(test: &TestPortal, officer: &Caller, acts: &[ProvisionalAct]) -> Vec<HandedIn> {
    let acts = acts.to_vec();
    let form = HandIn { acts };
    test.portal.hand_in(officer, &form).await.unwrap()
}

/// How often somebody was admitted, as their page says.
async fn admissions(test: &TestPortal, officer: &Caller, case: Uuid) -> usize {
    let person = test.portal.person(officer, case, "").await.unwrap();
    person.crossings.len()
}

/// Of whom no two have the same name.
fn strangers(count: usize) -> Vec<Traveller> {
    let named = |(place, one): (usize, Traveller)| Traveller {
        surname: format!("Stranger {}", "abcdefgh".chars().nth(place).unwrap()),
        ..one
    };
    let group = Traveller::group(count).into_iter();
    group.enumerate().map(named).collect()
}

fn accepted(done: &[HandedIn]) -> usize {
    done.iter().filter(|one| one.accepted).count()
}

async fn a_day_of_forty_admissions_three_of_them_double(test: &TestPortal) {
    let first = test.staff("first", &[Role::Border]).await;
    let second = test.staff("second", &[Role::Border]).await;
    let supervisor = test.supervisor().await;
    let cases = granted(test, &Traveller::group(40)).await;
    let (one, other) = (pack(test, &first).await, pack(test, &second).await);
    assert_eq!((one.entries.len(), one.is_full), (40, false));
    // The network goes; three travellers are admitted at both desks, a while apart.
    let mut at_one = Vec::new();
    for case in &cases {
        test.advance(TimeDelta::minutes(2)).await;
        at_one.push(act(test, &one, *case));
    }
    test.advance(TimeDelta::minutes(2)).await;
    let at_other: Vec<_> = cases[..3].iter().map(|c| act(test, &other, *c)).collect();
    let entered_at = at_one[5].at;
    test.advance(TimeDelta::minutes(30)).await;

    let done = hand_in(test, &second, &at_other).await;
    assert_eq!(accepted(&done), 3);
    let done = hand_in(test, &first, &at_one).await;
    assert_eq!(accepted(&done), 37);
    assert!(done[..3].iter().all(|one| !one.accepted));
    assert_eq!(done[0].says, "In the country already");
    // Handed in again, whole and in part, by whoever stands there now: nothing happens.
    assert_eq!(hand_in(test, &first, &at_one).await, done);
    assert_eq!(hand_in(test, &second, &at_one[..7]).await, done[..7]);

    for case in &cases {
        assert_eq!(test.stay(*case).await.state(), StayState::Open);
        assert_eq!(test.visa(*case).await.state(), VisaState::Used);
        assert_eq!(admissions(test, &first, *case).await, 1);
    }
    let event = test.last_event(cases[5], "border.admitted").await;
    assert_eq!(
        (&event["event_at"], &event["port"]),
        (&json!(entered_at), &json!("KTI"))
    );
    let kept = test
        .last_event(cases[5], "border.provisional_accepted")
        .await;
    assert_eq!(kept["pack"], json!(one.id));

    // The three stay on the list until somebody has looked into them.
    let list = test.portal.not_accepted(&first, "").await.unwrap().rows;
    let listed: Vec<_> = list.iter().map(|row| row.case).collect();
    assert_eq!(listed, cases[..3]);
    assert_eq!(list[0].reason, "obstacle-in-the-country");
    assert_eq!(list[0].officer, "Officer first");
    test.portal
        .look_into(&supervisor, list[0].id)
        .await
        .unwrap();
    let again = test.portal.look_into(&second, list[0].id).await;
    assert_eq!(
        again,
        Err(PortalError::conflict("conflict-changed-elsewhere"))
    );
    let left = test.portal.not_accepted(&supervisor, "").await.unwrap();
    assert_eq!(left.rows.len(), 2);
    test.assert_record_holds().await;
}

async fn the_list_is_signed_and_finds_by_whatever_is_shown(test: &TestPortal) {
    let officer = test.officer().await;
    let travellers = [Traveller::eriksson(), Traveller::lars()];
    let cases = granted(test, &travellers).await;
    let signed = test.portal.day_pack(&officer).await.unwrap();
    let of = |signed: &SignedDayPack| {
        let signature = BASE64.decode(signed.signature.as_bytes()).unwrap();
        let statement = day_pack_statement(&signed.content);
        let documents = &test.portal.documents;
        documents.verify_record_head(&signed.key, statement.as_bytes(), &signature)
    };
    assert!(of(&signed));
    let changed = SignedDayPack {
        content: signed.content.replace("KTI", "SAI"),
        ..signed.clone()
    };
    assert!(!of(&changed));
    // No passport number lies in it.
    assert!(!signed.content.contains("L898902C3"));
    let pack: DayPack = serde_json::from_str(&signed.content).unwrap();
    assert_eq!(pack.good_until - pack.made_at, TimeDelta::hours(12));
    let found = |typed: &str| -> Vec<Uuid> {
        let line = browser_line(typed, "2026-03-02").unwrap();
        let digest = Sha256::digest(format!("{}{line}", pack.salt));
        let hash = HEXLOWER.encode(&digest[..16]);
        let of_hash = pack.entries.iter().filter(|e| e.hashes.contains(&hash));
        of_hash.map(|entry| entry.case).collect()
    };
    // Mother and child are on one passport.
    let mut both = found("l898902c3 uto");
    both.sort_unstable();
    let mut expected = cases.clone();
    expected.sort_unstable();
    assert_eq!(both, expected);
    for case in &cases {
        let url = test.portal.documents.seal_url(&test.visa_seal(*case).await);
        assert_eq!(found(&url), [*case]);
        assert_eq!(found(&test.visa(*case).await.number), [*case]);
    }
    let child = pack.entries.iter().find(|entry| entry.case == cases[1]);
    assert_eq!(
        child.unwrap().adult.as_deref(),
        Some("Eriksson, Anna Maria")
    );
    assert!(child.unwrap().photo.is_some());
    assert!(found("N0B0DY1 UTO").is_empty());
}

async fn who_may_not_be_admitted_is_on_no_list_and_a_later_refusal_surfaces(test: &TestPortal) {
    let officer = test.officer().await;
    let cases = granted(test, &strangers(4)).await;
    test.admit(&officer, cases[0]).await.unwrap();
    test.refuse(&officer, cases[1], &["23.a.1"]).await.unwrap();
    let list = pack(test, &officer).await;
    let mut on_it: Vec<_> = list.entries.iter().map(|entry| entry.case).collect();
    on_it.sort_unstable();
    let mut expected = cases[2..].to_vec();
    expected.sort_unstable();
    assert_eq!(on_it, expected);

    // Refused at another desk, and void for a fault of the system, while this one knew nothing.
    test.refuse(&officer, cases[2], &["23.a.1"]).await.unwrap();
    test.refuse(&officer, cases[3], &["7.technical_fault"])
        .await
        .unwrap();
    test.advance(TimeDelta::minutes(5)).await;
    let acts = [act(test, &list, cases[2]), act(test, &list, cases[3])];
    assert_eq!(accepted(&hand_in(test, &officer, &acts).await), 0);
    let rows = test.portal.not_accepted(&officer, "").await.unwrap().rows;
    let reasons: Vec<_> = rows.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["provisional-something-stands", "obstacle-visa-void"]
    );
    test.assert_record_holds().await;
}

async fn what_a_desk_may_not_hand_in(test: &TestPortal) {
    let officer = test.officer().await;
    let cases = granted(test, &strangers(5)).await;
    let list = pack(test, &officer).await;
    // A list that is not ours, and a traveller who is not on it.
    let mut foreign = act(test, &list, cases[0]);
    foreign.pack = test.portal.id();
    // It stays at its desk, and stops none of the others.
    let own = act(test, &list, cases[3]);
    let done = hand_in(test, &officer, &[foreign.clone(), own]).await;
    let kept = |one: &HandedIn| (one.accepted, one.keep);
    assert_eq!(
        done.iter().map(kept).collect::<Vec<_>>(),
        [(false, true), (true, false)]
    );
    assert!(!done[0].says.is_empty());
    let stranger = act(test, &list, test.portal.id());
    let done = hand_in(test, &officer, &[stranger]).await;
    assert_eq!(done[0].says, "Not on the list of that desk");

    // After the end of the list; and before it was made.
    let mut late = act(test, &list, cases[0]);
    late.at = list.good_until + TimeDelta::minutes(1);
    let mut early = act(test, &list, cases[1]);
    early.at = list.made_at - TimeDelta::hours(1);
    test.advance(TimeDelta::hours(13)).await;
    assert_eq!(accepted(&hand_in(test, &officer, &[late, early]).await), 0);
    let rows = test.portal.not_accepted(&officer, "").await.unwrap().rows;
    assert_eq!(rows[0].reason, "provisional-outside-the-list");
    // A clock that is a quarter of a million years off, which no page can show.
    let mut absurd = act(test, &list, cases[4]);
    absurd.at = chrono::DateTime::<chrono::Utc>::MAX_UTC;
    assert_eq!(accepted(&hand_in(test, &officer, &[absurd]).await), 0);
    let rows_now = test.portal.not_accepted(&officer, "").await.unwrap().rows;
    let years = rows_now.iter().map(|row| row.event_at.year());
    assert!(years.max().is_some_and(|year| year < 2100));
    // In time, though handed in late.
    let mut right = act(test, &list, cases[2]);
    right.at = list.good_until - TimeDelta::minutes(1);
    assert_eq!(accepted(&hand_in(test, &officer, &[right]).await), 1);

    // Only officers, with a port, and of that port.
    let reviewer = test.staff("another", &[Role::Reviewer]).await;
    let refused = test.portal.day_pack(&reviewer).await.err();
    assert_eq!(refused, Some(PortalError::Forbidden));
    let none = HandIn::default();
    let refused = test.portal.hand_in(&reviewer, &none).await.err();
    assert_eq!(refused, Some(PortalError::Forbidden));
    let refused = test.portal.not_accepted(&reviewer, "").await.err();
    assert_eq!(refused, Some(PortalError::Forbidden));
    let mut without = officer.clone();
    without.staff.as_mut().unwrap().port = None;
    let refused = test.portal.day_pack(&without).await.err();
    assert_eq!(refused, Some(PortalError::conflict("conflict-no-port")));
    let mut elsewhere = officer.clone();
    elsewhere.staff.as_mut().unwrap().port = Some("SAI".to_owned());
    let done = hand_in(test, &elsewhere, &[act(test, &list, cases[0])]).await;
    assert_eq!(kept(&done[0]), (false, true));
    let rows_there = test.portal.not_accepted(&elsewhere, "").await.unwrap();
    assert!(rows_there.rows.is_empty());
    let seen = test.portal.look_into(&elsewhere, rows[0].id).await;
    assert_eq!(seen, Err(PortalError::NotFound));
    // Hundreds of people each: nobody collects them.
    for _ in 0..12 {
        test.portal.day_pack(&officer).await.unwrap();
    }
    let throttled = test.portal.day_pack(&officer).await;
    assert!(matches!(throttled, Err(PortalError::TooManyTries { .. })));
}

async fn an_act_is_what_it_was_when_it_was_handed_in(test: &TestPortal) {
    let officer = test.officer().await;
    let cases = granted(test, &strangers(2)).await;
    let list = pack(test, &officer).await;
    let first = act(test, &list, cases[0]);
    test.advance(TimeDelta::minutes(4)).await;
    assert_eq!(
        accepted(&hand_in(test, &officer, std::slice::from_ref(&first)).await),
        1
    );
    // Under its id no other traveller was admitted.
    let other = ProvisionalAct {
        case: cases[1],
        ..first
    };
    let done = hand_in(test, &officer, &[other]).await;
    assert_eq!(
        (done[0].accepted, done[0].says.as_str()),
        (false, "Not on the list of that desk")
    );
    assert_eq!(admissions(test, &officer, cases[1]).await, 0);
    // Its traveller left the desk long ago: no press of this moment takes it back.
    let shift = test.portal.shift(&officer, "").await.unwrap();
    assert_eq!(shift.rows[0].undo_until, None);
    let crossing = shift.rows[0].crossing;
    let undone = test.portal.undo_admission(&officer, crossing).await;
    assert_eq!(undone, Err(PortalError::conflict("conflict-undo-over")));
    // Whose list it was takes nothing from the list of what to look into.
    hand_in(test, &officer, &[act(test, &list, cases[0])]).await;
    let row = test.portal.not_accepted(&officer, "").await.unwrap().rows[0].id;
    let own = test.portal.look_into(&officer, row).await;
    assert_eq!(own, Err(PortalError::conflict("conflict-provisional-own")));
    let another = test.staff("another", &[Role::Border]).await;
    test.portal.look_into(&another, row).await.unwrap();
}

async fn the_same_act_at_once_is_done_once(test: &TestPortal) {
    let officer = test.officer().await;
    let cases = granted(test, &Traveller::group(2)).await;
    let list = pack(test, &officer).await;
    let acts: Vec<_> = cases.iter().map(|case| act(test, &list, *case)).collect();
    let send = || {
        let (portal, officer, acts) = (test.portal.clone(), officer.clone(), acts.clone());
        tokio::spawn(async move { portal.hand_in(&officer, &HandIn { acts }).await })
    };
    let sent: Vec<_> = (0..6).map(|_| send()).collect();
    for answer in sent {
        assert_eq!(accepted(&answer.await.unwrap().unwrap()), 2);
    }
    for case in cases {
        assert_eq!(admissions(test, &officer, case).await, 1);
    }
    test.assert_record_holds().await;
}

async fn the_script_of_the_desk_gets_list_and_answer(test: &TestPortal) {
    let cases = granted(test, &[Traveller::eriksson()]).await;
    let officer = test.sign_in("border", Role::Border).await;
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let post = async |path: &str, body: serde_json::Value, cookies: String| {
        let request = client.post(format!("{}{path}", test.url));
        let request = request.header("cookie", cookies);
        let request = request.header("origin", &test.url).json(&body);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    };
    let (status, text) = post("/act/border/day-pack", json!({}), officer.cookies()).await;
    assert_eq!(status, 200, "{text}");
    let signed: SignedDayPack = serde_json::from_str(&text).unwrap();
    let list: DayPack = serde_json::from_str(&signed.content).unwrap();
    let acts = json!({ "acts": [act(test, &list, cases[0])] });
    let path = "/act/border/hand-in";
    let (status, text) = post(path, acts, officer.cookies()).await;
    assert_eq!(status, 200, "{text}");
    let done: Vec<HandedIn> = serde_json::from_str(&text).unwrap();
    assert_eq!(accepted(&done), 1);
    let (status, _) = post(path, json!({ "acts": "x" }), officer.cookies()).await;
    assert_eq!(status, 422);
    // Whose session is over is sent to sign in.
    let (status, _) = post(path, json!({ "acts": [] }), String::new()).await;
    assert_eq!(status, 303);
    let page = officer.get("/staff/provisional").await;
    page.assert_says("There is nothing to look into.");
    let page = officer.get("/border/offline").await;
    page.assert_says("This page needs JavaScript");
}
