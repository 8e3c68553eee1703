use super::*;

fn place(row: u128) -> AssociatedData {
    AssociatedData {
        table: "cases",
        column: "document",
        row: Uuid::from_u128(row),
    }
}

#[test]
fn what_is_sealed_opens_only_in_its_place_and_only_whole() {
    let rng = Rng::seeded(1);
    let vault = Vault::in_memory(&rng);
    let (key, wrapped) = vault.new_data_key(&rng, Uuid::from_u128(1)).unwrap();
    let encrypted = key.encrypt(&rng, place(2), b"ERIKSSON").unwrap();
    assert!(!encrypted.windows(8).any(|window| window == b"ERIKSSON"));
    let again = vault.unwrap_data_key(&wrapped, Uuid::from_u128(1)).unwrap();
    assert_eq!(
        again.decrypt(place(2), &encrypted).unwrap().as_slice(),
        b"ERIKSSON"
    );
    assert!(again.decrypt(place(3), &encrypted).is_err());
    assert!(vault.unwrap_data_key(&wrapped, Uuid::from_u128(9)).is_err());
    for index in 0..encrypted.len() {
        let mut changed = encrypted.clone();
        changed[index] ^= 1;
        assert!(again.decrypt(place(2), &changed).is_err());
        assert!(again.decrypt(place(2), &encrypted[..index]).is_err());
    }
}

#[test]
fn hashes_of_different_purposes_and_splits_never_meet() {
    let vault = Vault::in_memory(&Rng::seeded(1));
    let hash = vault.hash(Purpose::Passport, &["AB", "C"]);
    assert_eq!(hash, vault.hash(Purpose::Passport, &["AB", "C"]));
    assert_ne!(hash, vault.hash(Purpose::Passport, &["A", "BC"]));
    assert_ne!(hash, vault.hash(Purpose::Email, &["AB", "C"]));
}
