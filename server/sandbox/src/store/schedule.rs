//! Scheduled tasks: asynchronous refunds and disputes.

use sqlx::{FromRow, SqliteConnection};

/// A task that is due.
#[derive(Clone, Debug, FromRow)]
pub struct Task {
    pub seq: i64,
    /// Name of the task, as `refunds::SUCCEEDS`.
    #[sqlx(rename = "task")]
    pub name: String,
    /// Id of the object to act on.
    pub object: String,
}

/// Stores a task for a time of the machine's clock.
pub async fn insert(
    db: &mut SqliteConnection,
    due_ms: i64,
    task: &str,
    object: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO later (due_ms, task, object) VALUES ($1, $2, $3)")
        .bind(due_ms)
        .bind(task)
        .bind(object)
        .execute(db)
        .await?;
    Ok(())
}

/// Removes the tasks that are due, and returns them in their order.
pub async fn remove_due(db: &mut SqliteConnection, now_ms: i64) -> Result<Vec<Task>, sqlx::Error> {
    let mut tasks: Vec<Task> =
        sqlx::query_as("DELETE FROM later WHERE due_ms <= $1 RETURNING seq, task, object")
            .bind(now_ms)
            .fetch_all(db)
            .await?;
    tasks.sort_by_key(|task| task.seq);
    Ok(tasks)
}
