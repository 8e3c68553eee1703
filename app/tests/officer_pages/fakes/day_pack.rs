//! The service of the desk without a network.

use super::*;

#[async_trait]
impl DayPackService for Fakes {
    async fn day_pack(&self, _: &Caller) -> Result<SignedDayPack> {
        Err(PortalError::Unavailable)
    }
    async fn hand_in(&self, _: &Caller, _: &HandIn) -> Result<Vec<HandedIn>> {
        Ok(Vec::new())
    }
    async fn not_accepted(&self, _: &Caller, _: &str) -> Result<ListPage<NotAccepted>> {
        Ok(ListPage {
            rows: vec![NotAccepted {
                id: CASE,
                case: CASE,
                name: Some("Eriksson, Anna Maria".into()),
                port_name: "Techo International Airport".into(),
                officer: "Officer Sok".into(),
                event_at: DateTime::UNIX_EPOCH,
                handed_in_at: DateTime::UNIX_EPOCH,
                reason: "obstacle-visa-used".into(),
            }],
            next: None,
        })
    }
    async fn look_into(&self, _: &Caller, _: Uuid) -> Result<()> {
        Ok(())
    }
}
