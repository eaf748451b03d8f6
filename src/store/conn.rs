//! One connection to either database, and the macro that runs one SQL text on both.

use sqlx::pool::PoolConnection;
use sqlx::{Postgres, Sqlite};

/// A connection. Every statement goes through `on!`, which compiles its body
/// once for each database.
#[derive(Debug)]
pub enum Conn {
    /// SQLite.
    Sqlite(PoolConnection<Sqlite>),
    /// PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

impl Conn {
    /// Closes the connection when it is dropped, instead of giving it back: for
    /// one on which a statement was broken off.
    pub(crate) fn close_on_drop(&mut self) {
        match self {
            Conn::Sqlite(conn) => conn.close_on_drop(),
            Conn::Postgres(conn) => conn.close_on_drop(),
        }
    }

    /// Takes the connection out of its pool and closes it: for one whose
    /// transaction is in an unknown state.
    pub(super) async fn discard(self) {
        let closed = match self {
            Conn::Sqlite(conn) => conn.close().await,
            Conn::Postgres(conn) => conn.close().await,
        };
        if let Err(error) = closed {
            tracing::debug!(error = %error, "a discarded connection did not close cleanly");
        }
    }
}

/// `on!(conn, c => query(SQL).bind(x).fetch_one(c).await)`: `c` is the driver's
/// connection; the body is compiled for both drivers.
macro_rules! on {
    ($conn:expr, $c:ident => $run:expr) => {
        match $conn {
            $crate::store::conn::Conn::Sqlite(pooled) => {
                let $c = &mut **pooled;
                $run
            }
            $crate::store::conn::Conn::Postgres(pooled) => {
                let $c = &mut **pooled;
                $run
            }
        }
    };
}
pub(crate) use on;

/// Declares SQL texts as constants and lists them in `STATEMENTS`, so that a
/// test can prepare each on both databases.
macro_rules! sql {
    ($($(#[$doc:meta])* $name:ident = $text:expr;)+) => {
        $($(#[$doc])* const $name: &str = $text;)+
        /// Every statement of this file, for the test that prepares them.
        pub const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}
pub(crate) use sql;

/// Declares a struct whose fields are columns of the same names, readable from
/// both databases. Written out here, because sqlx's own derive would build both
/// drivers a second time, for the compiler.
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident {
        $($(#[$fmeta:meta])* $fvis:vis $field:ident: $type:ty,)+
    }) => {
        $(#[$meta])*
        $vis struct $name {
            $($(#[$fmeta])* $fvis $field: $type,)+
        }

        impl<'r, R: sqlx::Row> sqlx::FromRow<'r, R> for $name
        where
            &'static str: sqlx::ColumnIndex<R>,
            $($type: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,)+
        {
            fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
                Ok(Self { $($field: row.try_get(stringify!($field))?,)+ })
            }
        }
    };
}
pub(crate) use row;
