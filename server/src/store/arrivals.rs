//! Who is expected at a port on a day: on a visa or an arrival card, and not seen there yet.

use super::Result;
use async_trait::async_trait;
use chrono::NaiveDate;
use domain::states::ApplicationKind;
use uuid::Uuid;

/// How many are expected in an hour.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct ExpectedCount {
    /// From 0 to 23, in Phnom Penh; none where nobody said.
    pub arrival_hour: Option<i64>,
    #[sqlx(try_from = "String")]
    pub kind: ApplicationKind,
    pub travellers: i64,
}

/// One who is expected.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ExpectedRow {
    #[sqlx(try_from = "String")]
    pub id: Uuid,
    pub arrival_hour: Option<i64>,
}

#[async_trait]
pub trait Arrivals {
    /// How many are expected at the port on the day, by hour and kind.
    async fn expected_by_hour(&mut self, port: &str, day: NaiveDate) -> Result<Vec<ExpectedCount>>;
    /// Their cases, by hour, who did not say one last; after the hour and case of the row before, 24 for
    /// no hour.
    async fn expected_on(
        &mut self,
        port: &str,
        day: NaiveDate,
        after: Option<(i64, Uuid)>,
        limit: i64,
    ) -> Result<Vec<ExpectedRow>>;
}
