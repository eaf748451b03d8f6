//! On which database a test runs.

/// A database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backend {
    /// A file in the data folder.
    Sqlite,
    /// A new database of the cluster at this address.
    Postgres(String),
}

impl Backend {
    /// Another one like this.
    pub async fn another(&self) -> Self {
        match self {
            Self::Sqlite => Self::Sqlite,
            Self::Postgres(_) => Self::postgres().await.unwrap(),
        }
    }

    /// A new PostgreSQL database; `None`, said aloud, where PostgreSQL is missing.
    pub async fn postgres() -> Option<Self> {
        super::postgres::new_database().await.map(Backend::Postgres)
    }

    /// Is it PostgreSQL?
    pub fn is_postgres(&self) -> bool {
        matches!(self, Backend::Postgres(_))
    }
}

/// Makes of each `async fn name(backend: Backend)` two tests, `name::on_sqlite`
/// and `name::on_postgres`.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                super::$name($crate::support::backend::Backend::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(backend) = $crate::support::backend::Backend::postgres().await {
                    super::$name(backend).await;
                }
            }
        }
    )+};
}
pub(crate) use on_both;
