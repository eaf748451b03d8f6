//! What can go wrong between the program and its database.

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

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) => {
                if database.is_unique_violation() {
                    return Self::Conflict(error);
                }
                let code = database.code().unwrap_or_default().into_owned();
                match code.as_str() {
                    // SQLite result codes: locked and busy. PostgreSQL states:
                    // serialization, deadlock, shutdown, connections, lock timeout.
                    "5" | "6" | "261" | "262" | "517" | "40001" | "40P01" | "57P01" | "57P02"
                    | "57P03" | "53300" | "55P03" | "57014" => Self::Busy(error),
                    // SQLite: full. PostgreSQL: disk full, out of memory.
                    "13" | "53100" | "53200" => Self::Full(error),
                    _ => Self::Statement(error),
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed => Self::Busy(error),
            _ => Self::Statement(error),
        }
    }
}

impl StoreError {
    /// An fsync or write error of SQLite's file: what is on disk is unknown, so
    /// the process must end and start again from what is durable.
    pub(super) fn is_fatal(&self) -> bool {
        let (Self::Statement(error) | Self::Busy(error) | Self::Full(error) | Self::Unknown(error)) =
            self
        else {
            return false;
        };
        error
            .as_database_error()
            .and_then(|database| database.code().and_then(|code| code.parse::<u32>().ok()))
            // SQLITE_IOERR (10) with any extended code.
            .is_some_and(|code| code < 65_536 && code & 0xff == 10)
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
