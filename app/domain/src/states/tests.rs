//! The tables of transitions.

use super::*;

/// Every permitted transition, as a pair of codes, in the order of the variants.
fn pairs<S: Copy + std::fmt::Display>(all: &[S], may: impl Fn(S, S) -> bool) -> Vec<String> {
    all.iter()
        .flat_map(|&from| all.iter().map(move |&to| (from, to)))
        .filter(|&(from, to)| may(from, to))
        .map(|(from, to)| format!("{from} {to}"))
        .collect()
}

#[test]
fn an_application() {
    assert_eq!(
        pairs(ApplicationState::ALL, ApplicationState::may_become),
        [
            "draft submitted",
            "draft expired",
            "submitted draft",
            "submitted paid",
            "submitted closed",
            "submitted expired",
            "paid closed",
        ]
    );
}

#[test]
fn a_case() {
    assert_eq!(
        pairs(CaseState::ALL, CaseState::may_become),
        [
            "waiting in_review",
            "waiting withdrawn",
            "in_review waiting",
            "in_review needs_correction",
            "in_review granted",
            "in_review denial_proposed",
            "in_review withdrawn",
            "needs_correction waiting",
            "needs_correction in_review",
            "needs_correction withdrawn",
            "denial_proposed in_review",
            "denial_proposed denied",
        ]
    );
}

#[test]
fn a_case_is_undecided_until_granted_denied_or_withdrawn() {
    for &state in CaseState::ALL {
        let decided = matches!(state.as_str(), "granted" | "denied" | "withdrawn");
        assert_eq!(state.is_undecided(), !decided, "{state}");
    }
}

#[test]
fn a_visa_ends_in_each_of_its_other_states() {
    let hidden = VisaState::ALL.iter().filter(|state| !state.is_shown());
    assert_eq!(
        hidden.collect::<Vec<_>>(),
        [&VisaState::Void, &VisaState::Replaced]
    );
    assert_eq!(
        pairs(VisaState::ALL, VisaState::may_become),
        [
            "valid used",
            "valid expired",
            "valid void",
            "valid replaced",
            "used valid",
            "used expired",
            "expired used"
        ]
    );
}

#[test]
fn a_stay_and_a_fine() {
    assert_eq!(
        pairs(StayState::ALL, StayState::may_become),
        ["open departed"]
    );
    assert_eq!(
        pairs(FineState::ALL, FineState::may_become),
        ["due paid", "due exempted"]
    );
}

#[test]
fn a_payment_and_a_refund() {
    assert_eq!(
        pairs(PaymentState::ALL, PaymentState::may_become),
        [
            "created paid",
            "created failed",
            "created expired",
            "paid partly_refunded",
            "paid refunded",
            "paid disputed",
            "partly_refunded paid",
            "partly_refunded refunded",
            "partly_refunded disputed",
            "refunded paid",
            "refunded partly_refunded",
            "refunded disputed",
            "failed paid",
            "expired paid",
            "disputed paid",
            "disputed partly_refunded",
            "disputed refunded",
        ]
    );
    assert_eq!(
        pairs(RefundState::ALL, RefundState::may_become),
        [
            "requested approved",
            "requested declined",
            "approved sent",
            "approved succeeded",
            "approved failed",
            "sent succeeded",
            "sent failed",
            "succeeded failed",
            "failed approved",
            "failed succeeded",
        ]
    );
    for &state in RefundState::ALL {
        assert_eq!(state.counts(), state != RefundState::Declined);
    }
}

#[test]
fn codes_are_read_as_written() {
    for &state in CaseState::ALL {
        assert_eq!(state.as_str().parse(), Ok(state));
        let json = serde_json::to_string(&state).unwrap();
        assert_eq!(serde_json::from_str::<CaseState>(&json).unwrap(), state);
    }
    assert!("Granted".parse::<CaseState>().is_err());
}
