//! A person with two visas.

use app::contract::BorderService;
use app::error::PortalError;
use test_support::{TestPortal, Traveller, on_both};

on_both!(
    [with_sandbox]
    nobody_enters_twice_on_two_visas,
    twins_on_a_passport_are_two_people,
);

/// A parent with twins, who share passport, day of birth, sex and surname.
async fn twins_on_a_passport_are_two_people(test: &TestPortal) {
    let (reviewer, officer) = (test.reviewer().await, test.officer().await);
    let twin = Traveller {
        given_names: "Nils".to_owned(),
        ..Traveller::lars()
    };
    let family = [Traveller::eriksson(), Traveller::lars(), twin];
    for case in test.paid(&family).await {
        test.grant(&reviewer, case).await;
        test.admit(&officer, case).await.unwrap();
    }
}

/// Two applications of one person on one passport, both granted.
async fn nobody_enters_twice_on_two_visas(test: &TestPortal) {
    let (reviewer, officer) = (test.reviewer().await, test.officer().await);
    for at_once in [false, true] {
        let traveller = Traveller {
            passport_number: format!("L89890{}", i32::from(at_once)),
            ..Traveller::eriksson()
        };
        // Of several given names one may be left out.
        let again = Traveller {
            given_names: "Anna".to_owned(),
            ..traveller.clone()
        };
        let first = test.paid(&[traveller]).await[0];
        let second = test.paid(&[again]).await[0];
        for case in [first, second] {
            test.grant(&reviewer, case).await;
        }
        if at_once {
            let both = tokio::join!(test.admit(&officer, first), test.admit(&officer, second));
            assert!(both.0.is_ok() != both.1.is_ok(), "{both:?}");
        } else {
            test.admit(&officer, first).await.unwrap();
            let view = test.portal.person(&officer, second, "").await.unwrap();
            assert_eq!(
                view.row.obstacles[0].message_key(),
                "obstacle-in-the-country"
            );
            let inside = Err(PortalError::conflict("obstacle-in-the-country"));
            assert_eq!(test.admit(&officer, second).await, inside);
            test.depart(&officer, first).await.unwrap();
            test.admit(&officer, second).await.unwrap();
        }
    }
}
