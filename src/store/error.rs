//! What can go wrong between the program and its database.

use sqlx::error::DatabaseError;
use sqlx::sqlite::SqliteError;

/// A storage error. Callers answer it with 503 or 500, never with details.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database is locked, full or out of reach; trying again may help.
    #[error("the database cannot be used right now")]
    Busy(#[source] sqlx::Error),
    /// The database is out of space.
    #[error("the database is out of space")]
    Full(#[source] sqlx::Error),
    /// A uniqueness rule was broken.
    #[error("there is already such a row")]
    Conflict(#[source] sqlx::Error),
    /// The commit was sent, and its outcome is unknown.
    #[error("the outcome of the commit is unknown")]
    Unknown(#[source] sqlx::Error),
    /// A row fits no state of the domain.
    #[error("corrupt value in `{table}`.`{column}` of row {id}")]
    Corrupt {
        /// Table name.
        table: &'static str,
        /// Column name.
        column: &'static str,
        /// Row id.
        id: String,
    },
    /// The log head does not fit what is stored.
    #[error("the stored log does not fit together: {0}; run `samflyt audit verify`")]
    Log(String),
    /// The stored log is not the one that was signed, and nothing is added to it.
    #[error("the stored log is not the one that was signed; run `samflyt audit verify`")]
    Halted,
    /// The writer has stopped.
    #[error("the service is stopping")]
    Stopped,
    /// A job sealed its result with a stamp of another transaction, or panicked.
    #[error("a write failed inside: {0}")]
    Job(&'static str),
    /// Anything else the driver says.
    #[error("a statement failed")]
    Statement(#[source] sqlx::Error),
}

/// What a driver's error means for the caller.
enum Class {
    Busy,
    Full,
    Statement,
}

impl Class {
    fn of(error: &dyn DatabaseError) -> Self {
        let code = error.code().unwrap_or_default();
        if error.try_downcast_ref::<SqliteError>().is_some() {
            // The low byte of an extended result code.
            return match code.parse::<u32>().unwrap_or_default() & 0xff {
                // Busy, locked, read-only, cannot be opened.
                5 | 6 | 8 | 14 => Self::Busy,
                13 => Self::Full,
                _ => Self::Statement,
            };
        }
        match &*code {
            // Serialization, deadlock, shutdown, connections, lock timeout,
            // cancelled, a standby, an error of its disk.
            "40001" | "40P01" | "57P01" | "57P02" | "57P03" | "53300" | "55P03" | "57014"
            | "25006" | "58030" => Self::Busy,
            // Disk full, out of memory.
            "53100" | "53200" => Self::Full,
            // The connection.
            code if code.starts_with("08") => Self::Busy,
            _ => Self::Statement,
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => {
                Self::Conflict(error)
            }
            sqlx::Error::Database(database) => match Class::of(&**database) {
                Class::Busy => Self::Busy(error),
                Class::Full => Self::Full(error),
                Class::Statement => Self::Statement(error),
            },
            sqlx::Error::Io(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed => Self::Busy(error),
            _ => Self::Statement(error),
        }
    }
}

/// Is an fsync or write error of SQLite's file among the causes? Then what is on
/// the disk is unknown, so the process must end and start again from what is
/// durable.
pub(super) fn is_fatal(error: &(dyn std::error::Error + 'static)) -> bool {
    std::iter::successors(Some(error), |error| error.source())
        .filter_map(|error| error.downcast_ref::<sqlx::Error>()?.as_database_error())
        .filter_map(|error| error.try_downcast_ref::<SqliteError>()?.code()?.parse::<u32>().ok())
        // SQLITE_IOERR with any extended code.
        .any(|code| code & 0xff == 10)
}

/// Has the server gone, so that a new connection may help?
pub(super) fn is_disconnect(error: &sqlx::Error) -> bool {
    match error.as_database_error() {
        Some(database) => {
            database.code().is_some_and(|code| code.starts_with("57P") || code.starts_with("08"))
        }
        None => matches!(error, sqlx::Error::Io(_) | sqlx::Error::Protocol(_)),
    }
}

/// Builds [`StoreError::Corrupt`].
pub(crate) fn corrupt(
    table: &'static str,
    column: &'static str,
    id: impl std::fmt::Display,
) -> StoreError {
    StoreError::Corrupt { table, column, id: id.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PostgreSQL error is not judged by SQLite's numbers.
    #[derive(Debug, thiserror::Error)]
    #[error("the server said {0}")]
    struct Said(&'static str);

    impl DatabaseError for Said {
        fn message(&self) -> &str {
            self.0
        }
        fn code(&self) -> Option<std::borrow::Cow<'_, str>> {
            Some(self.0.into())
        }
        fn as_error(&self) -> &(dyn std::error::Error + Send + Sync + 'static) {
            self
        }
        fn as_error_mut(&mut self) -> &mut (dyn std::error::Error + Send + Sync + 'static) {
            self
        }
        fn into_error(self: Box<Self>) -> Box<dyn std::error::Error + Send + Sync + 'static> {
            self
        }
        fn kind(&self) -> sqlx::error::ErrorKind {
            sqlx::error::ErrorKind::Other
        }
    }

    fn said(code: &'static str) -> StoreError {
        sqlx::Error::Database(Box::new(Said(code))).into()
    }

    #[test]
    fn a_states_number_is_not_mistaken_for_a_result_code_of_sqlite() {
        // 22026 & 0xff is 10, the number of SQLITE_IOERR; 13 ends the list of
        // full disks.
        assert!(!is_fatal(&said("22026")));
        assert!(matches!(said("22026"), StoreError::Statement(_)));
        assert!(matches!(said("13"), StoreError::Statement(_)));
    }

    #[test]
    fn a_server_that_is_away_or_only_a_standby_is_busy() {
        for code in ["08006", "08P01", "25006", "58030", "57P01"] {
            assert!(matches!(said(code), StoreError::Busy(_)), "{code}");
        }
        assert!(matches!(sqlx::Error::Protocol("cut".into()).into(), StoreError::Busy(_)));
        assert!(matches!(said("53100"), StoreError::Full(_)));
    }
}
