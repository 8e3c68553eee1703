//! Decisions about refunds without a note, as most stories press them.

use app::contract::{Caller, RefundDecided, RefundDecision, StaffService};
use app::error::Result;
use server::state::Portal;
use uuid::Uuid;

#[async_trait::async_trait]
pub trait DecideRefunds {
    async fn approve_refund(
        &self,
        caller: &Caller,
        refund: Uuid,
        version: i64,
    ) -> Result<RefundDecided>;
    async fn decline_refund(
        &self,
        caller: &Caller,
        refund: Uuid,
        version: i64,
    ) -> Result<RefundDecided>;
}

#[async_trait::async_trait]
impl DecideRefunds for Portal {
    async fn approve_refund(
        &self,
        caller: &Caller,
        refund: Uuid,
        version: i64,
    ) -> Result<RefundDecided> {
        decide(self, caller, (refund, version), true).await
    }

    async fn decline_refund(
        &self,
        caller: &Caller,
        refund: Uuid,
        version: i64,
    ) -> Result<RefundDecided> {
        decide(self, caller, (refund, version), false).await
    }
}

async fn decide(
    portal: &Portal,
    caller: &Caller,
    (refund, version): (Uuid, i64),
    approve: bool,
) -> Result<RefundDecided> {
    let decision = RefundDecision {
        gone: None,
        refund,
        version,
        approve,
        note: "As the ground of Art. 23 alone would have it".to_owned(),
    };
    portal.decide_refund(caller, &decision).await
}
