//! The seal compared with the MRZ of its document and of the passport (part 7, 9.4).

use super::*;
use crate::doc9303::mrz::Field;

#[test]
fn part_7_9_4_the_passport_and_the_printed_mrz() {
    let signer = TestSigner::new("01");
    let bytes = visa().seal(day(2026, 11, 22), &signer).unwrap();
    let verify_visa = || verify(&bytes, &signer.keys(), today(), None);
    assert!(verify_visa().with_passport(&passport()).is_valid());
    let mut other = passport();
    other.fields.document_number = "X".into();
    let mismatch = verify_visa().with_passport(&other);
    assert_eq!(
        mismatch.sub_indication,
        Some(SubIndication::SealPassportMismatch)
    );
    assert_eq!(mismatch.differing, [Field::DocumentNumber]);
    // Either code of the passport's state will do.
    for (issuer, nationality, valid) in [
        ("UTO", "KHM", true),
        ("KHM", "UTO", true),
        ("KHM", "KHM", false),
    ] {
        let mut state = passport();
        (state.fields.issuer, state.fields.nationality) = (issuer.into(), nationality.into());
        assert_eq!(verify_visa().with_passport(&state).is_valid(), valid);
    }
    let mut state = passport();
    (state.fields.issuer, state.fields.nationality) = ("KHM".into(), "KHM".into());
    let mismatch = verify_visa().with_passport(&state);
    assert_eq!(
        mismatch.sub_indication,
        Some(SubIndication::SealPassportMismatch)
    );
    assert_eq!(mismatch.differing, [Field::Nationality]);
    state.fields.document_number = "X".into();
    assert_eq!(
        verify_visa().with_passport(&state).differing,
        [Field::DocumentNumber, Field::Nationality]
    );
    let mut wrong = passport();
    wrong.checks[0].ok = false;
    assert_eq!(
        verify_visa().with_passport(&wrong).sub_indication,
        Some(SubIndication::InvalidPassportMrz)
    );

    let printed = mrz::read(
        "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL898902C<3UTO6908061F9406236ZE184226",
        today(),
    )
    .unwrap();
    assert!(verify_visa().with_printed_mrz(&printed).is_valid());
    // The last position that the seal holds is the check digit of the date.
    for (line, from, to, field) in [
        (0, "ANNA", "ANNE", Field::Names),
        (0, "V<UTO", "V<KHM", Field::Issuer),
        (1, "L898902C<3", "L898902C<4", Field::DocumentNumber),
        (1, "3UTO", "3KHM", Field::Nationality),
        (1, "690806", "690807", Field::BirthDate),
        (1, "1F9", "1M9", Field::Sex),
        (1, "236Z", "237Z", Field::ExpiryDate),
    ] {
        let mut changed = printed.clone();
        changed.lines[line] = changed.lines[line].replace(from, to);
        let mismatch = verify_visa().with_printed_mrz(&changed);
        assert_eq!(
            mismatch.sub_indication,
            Some(SubIndication::SealVisaMismatch)
        );
        assert_eq!(mismatch.differing, [field], "{to}");
    }
    let mut optional = printed.clone();
    optional.lines[1] = optional.lines[1].replace("ZE184226", "XE184226");
    assert!(verify_visa().with_printed_mrz(&optional).is_valid());
    let mut wrong = printed;
    wrong.checks[0].ok = false;
    assert_eq!(
        verify_visa().with_printed_mrz(&wrong).sub_indication,
        Some(SubIndication::InvalidVisaMrz)
    );
    // The result of an invalid seal stays unchanged.
    let unknown = verify(&bytes, &SealKeys::default(), today(), None).with_passport(&other);
    assert_eq!(
        unknown.sub_indication,
        Some(SubIndication::UnknownCertificate)
    );
}
