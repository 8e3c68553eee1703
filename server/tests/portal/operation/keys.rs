//! Master keys are changed while everything stays readable.

use app::contract::{Caller, EmailForm, StaffService, TravellerService};
use app::error::PortalError;
use server::accounts::application_of_session;
use server::commands::keys::{forget_old, rewrap_all};
use server::vault;
use std::path::Path;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    what_older_keys_wrapped_is_wrapped_again_and_opens,
    who_was_not_started_anew_loses_nothing,
    a_damaged_data_key_is_named_and_stops_no_other,
);

async fn what_older_keys_wrapped_is_wrapped_again_and_opens(test: &TestPortal) {
    let portal = &test.portal;
    let folder = &portal.config.keys.folder;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    let application = test.case(case).await.application_id;
    let id = vault::add_master_key(folder, &portal.rng).unwrap();
    let renewed = vault::load_or_create(folder, false, &portal.rng).unwrap();
    let rewrapped = rewrap_all(&*portal.store, &renewed, &portal.rng)
        .await
        .unwrap();
    assert_eq!((rewrapped.count, rewrapped.damaged.len()), (1, 0));
    let again = rewrap_all(&*portal.store, &renewed, &portal.rng)
        .await
        .unwrap();
    assert_eq!(again.count, 0);
    let forgotten = forget_old(&*portal.store, &renewed, folder, false, test.now()).await;
    assert_eq!(forgotten.unwrap(), 1);

    let row = test.application(application).await;
    assert_eq!(row.key.key_id, id);
    let after = vault::load_or_create(folder, false, &portal.rng).unwrap();
    assert!(after.unwrap_data_key(&row.key, application).is_ok());
    // Who was not started anew reads the keys again.
    let reviewer = test.reviewer().await;
    assert!(portal.case(&reviewer, case).await.is_ok());
}

async fn who_was_not_started_anew_loses_nothing(test: &TestPortal) {
    let portal = &test.portal;
    // Another machine has a copy of the folder, which does not follow by itself.
    let copy = test.folder().join("copy");
    let own = portal.config.keys.folder.clone();
    copy_folder(&own, &copy);
    let elsewhere = test.process(|config| config.keys.folder.clone_from(&copy));
    let elsewhere = elsewhere.build().await.unwrap();

    vault::add_master_key(&own, &portal.rng).unwrap();
    rewrap_all(&*portal.store, &portal.vault, &portal.rng)
        .await
        .unwrap();
    let late = elsewhere.start(&Caller::default(), &late_form()).await;
    let late = late.unwrap().session.secret;
    let late = application_of_session(&elsewhere, &late).await;
    let late = late.unwrap().unwrap();
    let refused = forget_old(&*portal.store, &portal.vault, &own, false, test.now()).await;
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains(&late.to_string()), "{refused}");
    // Nothing was lost: both open it, once the copy has the new key.
    let row = test.application(late).await;
    assert!(portal.data_key(&row).is_ok());
    rewrap_all(&*portal.store, &portal.vault, &portal.rng)
        .await
        .unwrap();
    let row = test.application(late).await;
    assert!(elsewhere.data_key(&row).is_err());
    // It wraps nothing by the key that was forgotten, and says that it cannot.
    let forgotten = forget_old(&*portal.store, &portal.vault, &own, false, test.now()).await;
    assert_eq!(forgotten.unwrap(), 1);
    let refused = elsewhere.start(&Caller::default(), &late_form()).await;
    assert_eq!(refused.err(), Some(PortalError::Unavailable));
    copy_folder(&own, &copy);
    assert!(elsewhere.data_key(&row).is_ok());
    let begun = elsewhere.start(&Caller::default(), &late_form()).await;
    assert!(begun.is_ok());
}

async fn a_damaged_data_key_is_named_and_stops_no_other(test: &TestPortal) {
    let (portal, store) = (&test.portal, &*test.portal.store);
    let folder = &portal.config.keys.folder;
    let mut applications = Vec::new();
    for _ in 0..3 {
        let late = portal
            .start(&Caller::default(), &late_form())
            .await
            .unwrap();
        let late = application_of_session(portal, &late.session.secret).await;
        applications.push(late.unwrap().unwrap());
    }
    applications.sort_unstable();
    let damaged = applications[0];
    test.damage(("applications", "wrapped_key"), damaged).await;
    let id = vault::add_master_key(folder, &portal.rng).unwrap();
    for count in [2, 0] {
        let rewrapped = rewrap_all(store, &portal.vault, &portal.rng).await.unwrap();
        assert_eq!(rewrapped.count, count);
        let named: Vec<_> = rewrapped.damaged.iter().map(|(named, _)| *named).collect();
        assert_eq!(named, [damaged]);
    }
    for healthy in &applications[1..] {
        assert_eq!(test.application(*healthy).await.key.key_id, id);
    }
    let forget = |despite| forget_old(store, &portal.vault, folder, despite, test.now());
    let refused = forget(false).await.unwrap_err().to_string();
    assert!(refused.contains(&damaged.to_string()), "{refused}");
    assert!(refused.contains("--despite-damage"), "{refused}");
    assert!(!refused.contains(&applications[1].to_string()), "{refused}");
    assert_eq!(portal.vault.old_key_ids().len(), 1);
    assert_eq!(forget(true).await.unwrap(), 1);
    let after = rewrap_all(store, &portal.vault, &portal.rng).await.unwrap();
    assert_eq!((after.count, after.damaged.len()), (0, 1));
}

/// Puts each file in its place in one step, as whoever copies keys should.
fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        let fresh = to.join("fresh");
        std::fs::copy(file.path(), &fresh).unwrap();
        std::fs::rename(fresh, to.join(file.file_name())).unwrap();
    }
}

fn late_form() -> EmailForm {
    EmailForm {
        email: "late@mail.example".to_owned(),
        ..EmailForm::default()
    }
}
