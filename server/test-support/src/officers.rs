//! What members of staff do, through the services: deciding on cases, letting people in and out.

use crate::TestPortal;
use crate::cast::PORT;
use app::contract::{BorderService, Caller, CaseAction, CrossingForm, DecisionForm, StaffService};
use app::error::Result;
use chrono::{DateTime, Datelike, Utc};
use domain::calendar::PHNOM_PENH;
use domain::states::CorrectionPage;
use uuid::Uuid;

impl TestPortal {
    /// The form of a decision on the case as it stands now.
    pub async fn decision(&self, case: Uuid) -> DecisionForm {
        DecisionForm {
            case: case.to_string(),
            version: self.case(case).await.version.to_string(),
            note: "As the file says".to_owned(),
            pages: CorrectionPage::ALL
                .iter()
                .map(|page| page.as_str().to_owned())
                .collect(),
            ..DecisionForm::default()
        }
    }

    /// Acts on the case as it stands now.
    pub async fn act(&self, caller: &Caller, act: CaseAction, case: Uuid) -> Result<()> {
        let form = DecisionForm {
            ground: "23.a.8".to_owned(),
            ..self.decision(case).await
        };
        self.portal.apply_action(caller, act, &form).await
    }

    /// Takes and grants.
    pub async fn grant(&self, reviewer: &Caller, case: Uuid) {
        self.act(reviewer, CaseAction::Assign, case).await.unwrap();
        self.act(reviewer, CaseAction::Grant, case).await.unwrap();
    }

    /// The form of a crossing of the case as it stands now, at [`PORT`].
    pub async fn crossing(&self, case: Uuid) -> CrossingForm {
        CrossingForm {
            case: case.to_string(),
            version: self.case(case).await.version.to_string(),
            port: PORT.to_owned(),
            note: "As seen at the desk".to_owned(),
            ..CrossingForm::default()
        }
    }

    /// The form of a crossing that happened then, as it is typed in Phnom Penh.
    pub async fn crossing_at(&self, case: Uuid, at: DateTime<Utc>) -> CrossingForm {
        let at = at.with_timezone(&PHNOM_PENH);
        CrossingForm {
            event_date_day: at.day().to_string(),
            event_date_month: at.month().to_string(),
            event_date_year: at.year().to_string(),
            event_time: at.format("%H:%M").to_string(),
            ..self.crossing(case).await
        }
    }

    pub async fn admit(&self, officer: &Caller, case: Uuid) -> Result<()> {
        let form = self.crossing(case).await;
        self.portal.admit(officer, &form).await
    }

    /// Admits all the same whom a refusal stands against.
    pub async fn admit_despite(&self, officer: &Caller, case: Uuid, reason: &str) -> Result<()> {
        let form = CrossingForm {
            despite: reason.to_owned(),
            ..self.crossing(case).await
        };
        self.portal.admit(officer, &form).await
    }

    /// Refuses entry on these grounds.
    pub async fn refuse(&self, officer: &Caller, case: Uuid, grounds: &[&str]) -> Result<()> {
        let form = CrossingForm {
            grounds: grounds.iter().map(|ground| (*ground).to_owned()).collect(),
            ..self.crossing(case).await
        };
        self.portal.refuse(officer, &form).await
    }

    pub async fn depart(&self, officer: &Caller, case: Uuid) -> Result<()> {
        let form = self.crossing(case).await;
        self.portal.depart(officer, &form).await
    }
}
