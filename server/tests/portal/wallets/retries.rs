//! What keeps wallets from being told for a while costs nobody anything for good.

use super::apple_pass::admitted;
use super::changes::{is_known, pushes, registered};
use super::google_pass::{assert_cleared, given, object};
use chrono::TimeDelta;
use server::cases::wallet;
use server::commands::keys::rewrap_all;
use server::config::Wallet;
use server::queue::Job;
use server::{vault, worker};
use std::path::Path;
use test_support::{TestPortal, on_both};

on_both!(
    [with_pages, with_sandbox, with_wallets]
    a_worker_without_the_newest_key_forgets_nothing,
    what_google_has_is_taken_back_once_google_is_on_again,
    phones_are_told_while_google_is_away
);

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let copy = to.join(file.file_name());
        if file.file_type().unwrap().is_dir() {
            copy_folder(&file.path(), &copy);
        } else {
            std::fs::copy(file.path(), copy).unwrap();
        }
    }
}

async fn a_worker_without_the_newest_key_forgets_nothing(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let stay = test.stay(case).await.id;
    let (_, _) = registered(test, &secret, "a1b2c3").await;
    given(test, &secret).await;
    test.work().await;

    let own = test.portal.config.keys.folder.clone();
    let copy = test.folder().join("copy");
    copy_folder(&own, &copy);
    let elsewhere = test.process(|config| config.keys.folder.clone_from(&copy));
    let elsewhere = elsewhere.build().await.unwrap();
    vault::add_master_key(&own, &test.portal.rng).unwrap();
    let renewed = vault::load_or_create(&own, false, &test.portal.rng).unwrap();
    rewrap_all(&*test.portal.store, &renewed, &test.portal.rng)
        .await
        .unwrap();
    test.depart(&officer, case).await.unwrap();
    let before = pushes(test).await.len();
    worker::run_due(&elsewhere).await.unwrap();
    assert!(is_known(test, stay).await);
    assert_eq!(object(test).await["state"], "ACTIVE");

    // Who has the key goes on where the other could not.
    test.advance(TimeDelta::hours(1)).await;
    test.work().await;
    assert_eq!(pushes(test).await.len(), before + 1);
    assert_cleared(&object(test).await);
}

async fn what_google_has_is_taken_back_once_google_is_on_again(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let stay = test.stay(case).await.id;
    given(test, &secret).await;
    test.work().await;
    let off = test.process(|config| config.wallet = Wallet::default());
    let off = off.build().await.unwrap();
    assert!(!off.wallets.are_on());
    let mut tx = off.begin().await.unwrap();
    let before = test.jobs("queued").await;
    wallet::changed(&off, &mut tx, stay);
    tx.commit().await.unwrap();
    assert_eq!(test.jobs("queued").await, before + 1);

    test.depart(&officer, case).await.unwrap();
    assert_eq!(Job::UpdateWallets(stay).tries(), i64::MAX);
    for _ in 0..3 {
        worker::run_due(&off).await.unwrap();
        test.advance(TimeDelta::days(8)).await;
    }
    assert_eq!(object(test).await["state"], "ACTIVE");
    test.work().await;
    assert_cleared(&object(test).await);
}

async fn phones_are_told_while_google_is_away(test: &TestPortal) {
    let officer = test.officer().await;
    let (case, secret) = admitted(test, &officer).await;
    let _ = registered(test, &secret, "a1b2c3").await;
    given(test, &secret).await;
    test.work().await;
    let away = test.process(|config| {
        "http://127.0.0.1:9".clone_into(&mut config.wallet.google.url);
    });
    let away = away.build().await.unwrap();
    test.depart(&officer, case).await.unwrap();
    let before = pushes(test).await.len();
    worker::run_due(&away).await.unwrap();
    assert_eq!(pushes(test).await.len(), before + 1);
    assert_eq!(object(test).await["state"], "ACTIVE");
    // Google is told when it is there.
    test.advance(TimeDelta::hours(1)).await;
    test.work().await;
    assert_cleared(&object(test).await);
}
