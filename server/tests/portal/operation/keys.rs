//! Master keys are changed while everything stays readable.

use app::contract::StaffService;
use server::commands::keys::rewrap_all;
use server::vault;
use test_support::{TestPortal, Traveller, on_both};

on_both!([with_sandbox] what_older_keys_wrapped_is_wrapped_again_and_opens);

async fn what_older_keys_wrapped_is_wrapped_again_and_opens(test: &TestPortal) {
    let portal = &test.portal;
    let folder = &portal.config.keys.folder;
    let case = test.paid(&[Traveller::eriksson()]).await[0];
    let application = test.case(case).await.application_id;
    let id = vault::add_master_key(folder, &portal.rng).unwrap();
    let renewed = vault::load_or_create(folder, false, &portal.rng).unwrap();
    let count = rewrap_all(&*portal.store, &renewed, &portal.rng)
        .await
        .unwrap();
    assert_eq!(count, 1);
    let again = rewrap_all(&*portal.store, &renewed, &portal.rng)
        .await
        .unwrap();
    assert_eq!(again, 0);
    vault::forget_old_master_keys(folder).unwrap();

    let row = test.application(application).await;
    assert_eq!(row.key.key_id, id);
    let after = vault::load_or_create(folder, false, &portal.rng).unwrap();
    assert!(after.unwrap_data_key(&row.key, application).is_ok());
    // Who was not restarted knows the new key by no name, and says so instead of guessing.
    let reviewer = test.reviewer().await;
    assert!(portal.case(&reviewer, case).await.is_err());
}
