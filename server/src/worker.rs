//! Works the queue: claims a job, does it within its time, and puts it back with a growing pause
//! when it fails. Several workers, in one process or many, share one queue.
//!
//! - [`periodic`]: queues what is due each minute and hour
//! - [`mails`], [`reminders`], [`retention`], [`wallets`]: jobs that have no better place
//!
//! A worker that dies leaves a lock that runs out; then another takes the job. Log lines name a
//! job's kind and ids only.

pub mod job_error;
pub mod mails;
pub mod periodic;
pub mod reminders;
pub mod retention;
pub mod wallets;

use self::job_error::JobError;
use crate::payments::{reconciliation, refund_execution, settlement};
use crate::queue::Job;
use crate::services::verifier::record_heads;
use crate::state::Portal;
use crate::store::{JobRow, StoreError};
use chrono::TimeDelta;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// Jobs that run at the same time in one process.
const AT_ONCE: usize = 4;
/// How often the queue is looked at when no wake-up comes.
const POLL: Duration = Duration::from_secs(1);
/// How long a claimed job stays locked, and how often its worker renews that.
const LOCK: TimeDelta = TimeDelta::seconds(30);
const RENEWAL: Duration = Duration::from_secs(10);
/// How often jobs are looked for whose worker died.
const LOST: Duration = Duration::from_secs(5);
/// How long running jobs may go on once the process is told to stop.
const GRACE: Duration = Duration::from_secs(20);
/// How long a job waits that this version does not know: a newer one may, during a roll-out.
const UNKNOWN: TimeDelta = TimeDelta::minutes(1);

/// Runs one job.
async fn perform(portal: &Portal, row: &JobRow, job: Job) -> Result<(), JobError> {
    match job {
        Job::SyncPayment(payment) => {
            settlement::settle(portal, payment).await?;
        }
        Job::AdvanceRefund(refund) => refund_execution::send(portal, refund).await?,
        Job::SweepEvents => reconciliation::sweep(portal).await?,
        Job::UpdateWallets(stay) => wallets::update(portal, stay).await?,
        Job::Retention => retention::run(portal).await?,
        Job::Reminders => reminders::run(portal).await?,
        Job::PublishRecordHead => record_heads::publish(portal).await?,
        Job::MailLink(_)
        | Job::MailCard(_)
        | Job::MailCode(_)
        | Job::MailAddressChanged(_)
        | Job::MailPaymentReceived(_)
        | Job::MailDecision(_)
        | Job::MailEnding(_)
        | Job::MailLate(_)
        | Job::MailMayApply(_)
        | Job::MailWithdrawn(_)
        | Job::MailCorrectionReminder(_)
        | Job::MailCorrectionOver(_)
        | Job::MailRefusedEntry(_)
        | Job::MailDeparture(_)
        | Job::MailCorrection(_)
        | Job::MailPass(_)
        | Job::MailAdmissionUndone(_)
        | Job::MailRefund(_) => mails::send(portal, row.id, job).await?,
    }
    Ok(())
}

/// Works the queue, and queues what is due each minute and hour, until `stop`; then finishes what
/// is running.
pub async fn run(portal: Arc<Portal>, stop: CancellationToken) {
    tokio::join!(
        periodic::run(&portal, stop.clone()),
        work(portal.clone(), stop.clone()),
    );
}

/// Works the queue until `stop`; then takes no more, and gives what runs twenty seconds.
async fn work(portal: Arc<Portal>, stop: CancellationToken) {
    let mut running = JoinSet::new();
    let mut looked_for_lost: Option<Instant> = None;
    while !stop.is_cancelled() {
        while running.len() < AT_ONCE {
            let lost = looked_for_lost.is_none_or(|at| at.elapsed() >= LOST);
            match next(&portal, lost).await {
                Ok(Some(row)) => {
                    running.spawn(execute(Arc::clone(&portal), row));
                }
                Ok(None) => {
                    if lost {
                        looked_for_lost = Some(Instant::now());
                    }
                    break;
                }
                Err(error) => {
                    tracing::error!(%error, "the queue cannot be read");
                    break;
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => break,
            () = portal.job_wakeup.notified() => {}
            _ = running.join_next(), if !running.is_empty() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
    let finish = async { while running.join_next().await.is_some() {} };
    if tokio::time::timeout(GRACE, finish).await.is_err() {
        tracing::warn!(
            "jobs did not end in time; they are taken up again after their locks run out"
        );
    }
}

/// Works everything that is due until nothing is, one after the other; how many. For tests and
/// for a demonstration's set-up: what failed waits for its next try.
///
/// # Errors
/// When the queue cannot be read.
pub async fn run_due(portal: &Arc<Portal>) -> Result<usize, StoreError> {
    let mut done = 0;
    while let Some(row) = claim(portal).await? {
        execute(Arc::clone(portal), row).await;
        done += 1;
    }
    Ok(done)
}

/// A due job, if a look without a lock finds one; `lost` claims without looking.
async fn next(portal: &Portal, lost: bool) -> Result<Option<JobRow>, StoreError> {
    if !lost {
        let due = portal.store.read().await?.next_job_at().await?;
        if due.is_none_or(|at| at > portal.now()) {
            return Ok(None);
        }
    }
    claim(portal).await
}

async fn claim(portal: &Portal) -> Result<Option<JobRow>, StoreError> {
    let now = portal.now();
    let mut tx = portal.begin().await?;
    let row = tx.claim_job(now, now + LOCK).await?;
    if row.is_some() {
        tx.commit().await?;
    }
    Ok(row)
}

/// Does a claimed job and writes down how it ended.
async fn execute(portal: Arc<Portal>, row: JobRow) {
    let started = Instant::now();
    let Some(job) = Job::read(&row.kind, &row.subject) else {
        if Job::knows(&row.kind) {
            let unreadable = Err(JobError::GiveUp("its subject cannot be read".to_owned()));
            end(&portal, &row, unreadable, TimeDelta::zero()).await;
        } else {
            defer(&portal, &row).await;
        }
        return;
    };
    // A task of its own, so that a panic is a failure of this job alone.
    let mut task = JoinSet::new();
    let (inside, copy) = (Arc::clone(&portal), row.clone());
    task.spawn(async move { perform(&inside, &copy, job).await });
    let finished = async {
        loop {
            tokio::select! {
                finished = task.join_next() => return finished,
                () = tokio::time::sleep(RENEWAL) => renew(&portal, &row).await,
            }
        }
    };
    let outcome = match tokio::time::timeout(job.limit(), finished).await {
        Ok(Some(Ok(done))) => done,
        Ok(_) => Err(JobError::Retry("panicked".to_owned())),
        Err(_) => Err(JobError::Retry("took too long".to_owned())),
    };
    let outcome = outcome.map_err(|error| error.after(row.attempts, job.tries()));
    let result = match &outcome {
        Ok(()) | Err(JobError::Moot) => "done",
        Err(JobError::Retry(_)) => "again",
        Err(JobError::GiveUp(_)) => "given_up",
    };
    let kind = job.stored().0;
    metrics::counter!("portal_jobs_total", "kind" => kind, "result" => result).increment(1);
    metrics::histogram!("portal_job_seconds", "kind" => kind).record(started.elapsed());
    end(&portal, &row, outcome, job.longest_pause()).await;
}

/// Puts back, uncounted, a job that another version queued.
async fn defer(portal: &Portal, row: &JobRow) {
    tracing::warn!(job = %row.id, kind = %row.kind, "a job of an unknown kind waits for a version that knows it");
    let deferred = async {
        let now = portal.now();
        let mut tx = portal.begin().await?;
        tx.defer_job(row.id, now, now + UNKNOWN).await?;
        tx.commit().await
    }
    .await;
    if let Err(error) = deferred {
        tracing::error!(job = %row.id, kind = %row.kind, %error, "a job could not be put back; its lock runs out");
    }
}

/// A lock that runs out means that its worker is gone.
async fn renew(portal: &Portal, row: &JobRow) {
    let renewed = async {
        let mut tx = portal.begin().await?;
        tx.renew_job(row.id, portal.now() + LOCK).await?;
        tx.commit().await
    }
    .await;
    if let Err(error) = renewed {
        tracing::warn!(job = %row.id, kind = %row.kind, %error, "a job's lock could not be renewed");
    }
}

/// Stores how a job ended.
async fn end(
    portal: &Portal,
    row: &JobRow,
    outcome: Result<(), JobError>,
    longest_pause: TimeDelta,
) {
    let written = async {
        let now = portal.now();
        let mut tx = portal.begin().await?;
        match &outcome {
            Ok(()) | Err(JobError::Moot) => tx.finish_job(row.id, now).await?,
            Err(JobError::Retry(why)) => {
                tracing::warn!(job = %row.id, kind = %row.kind, subject = %row.subject, attempts = row.attempts, why, "a job failed and waits for its next try");
                let run_at = now + pause(row.attempts).min(longest_pause);
                tx.fail_job(row.id, why, now, Some(run_at)).await?;
            }
            Err(JobError::GiveUp(why)) => {
                tracing::error!(job = %row.id, kind = %row.kind, subject = %row.subject, attempts = row.attempts, why, "a job is given up");
                tx.fail_job(row.id, why, now, None).await?;
            }
        }
        tx.commit().await
    }
    .await;
    if let Err(error) = written {
        tracing::error!(job = %row.id, kind = %row.kind, %error, "how a job ended could not be written down; it runs again");
    }
}

/// One second after the first failure, twice as long after each further one.
fn pause(attempts: i64) -> TimeDelta {
    let doublings = u32::try_from(attempts.clamp(1, 20)).unwrap_or(1) - 1;
    TimeDelta::seconds(1 << doublings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_of_their_job() {
        let mail = Job::MailLink(uuid::Uuid::nil());
        for (attempts, money, letter) in [
            (1, 1, 1),
            (2, 2, 2),
            (5, 16, 16),
            (10, 512, 512),
            (11, 600, 1024),
            (12, 600, 1800),
            (1000, 600, 1800),
        ] {
            let paused = |job: Job| pause(attempts).min(job.longest_pause());
            assert_eq!(paused(Job::Retention), TimeDelta::seconds(money));
            assert_eq!(paused(mail), TimeDelta::seconds(letter));
        }
        let tried: TimeDelta = (1..mail.tries())
            .map(|attempts| pause(attempts).min(mail.longest_pause()))
            .sum();
        assert_eq!(tried.num_days(), 7, "a mail is tried for a week");
    }
}
