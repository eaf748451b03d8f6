//! The service checks its own log every day, at six in the morning in Norway, and
//! keeps when it was and what came of it: for families to read, and no proof of
//! anything by itself. Whoever can write to the database can write that too; a proof
//! and a checkpoint held elsewhere are what cannot be forged.

use super::super::App;
use super::super::error::Error;
use super::verify_database;
use crate::domain::Timestamp;
use crate::notify::digest;
use crate::store::{StoreError, Unlogged, settings};

/// Under this name stand time, entries and findings of the newest check.
const NAME: &str = "log-checked";
/// The hour of the day, in Norway.
const HOUR: u8 = 6;

/// A check of the whole log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// When.
    pub at: Timestamp,
    /// Entries that were recomputed.
    pub entries: u64,
    /// Was all of it as it should be?
    pub sound: bool,
}

impl Check {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let mut next = || parts.next();
        let at = Timestamp::from_micros(next()?.parse().ok()?);
        let entries = next()?.parse().ok()?;
        let sound = match next()? {
            "sound" => true,
            "wrong" => false,
            _ => return None,
        };
        Some(Self { at, entries, sound })
    }

    fn text(self) -> String {
        let how = if self.sound { "sound" } else { "wrong" };
        format!("{} {} {how}", self.at.as_micros(), self.entries)
    }
}

/// The newest check, if there has been one.
///
/// # Errors
/// What the store says.
pub async fn newest(app: &App) -> Result<Option<Check>, Error> {
    let mut conn = app.db.read().await?;
    Ok(settings::find(&mut conn, NAME).await?.as_deref().and_then(Check::parse))
}

/// Checks the whole log if today's check has not been done: every entry is recomputed,
/// and compared with the nodes, the head and the checkpoints. `None` when it has.
///
/// # Errors
/// What the stores say.
pub async fn run(app: &App) -> Result<Option<Check>, Error> {
    let now = app.clock.now();
    let due = digest::last_time(now, HOUR);
    if newest(app).await?.is_some_and(|last| last.at >= due) {
        return Ok(None);
    }
    let key = app.publisher.key().clone();
    let held = app.publisher.newest().map(|newest| newest.note.clone());
    let report = verify_database(&app.db, key, held, None).await?;
    let check = Check { at: now, entries: report.entries, sound: report.findings.is_empty() };
    if let Some(first) = report.first() {
        tracing::error!(
            entry = first.index,
            what = %first.what,
            "the daily check of the log has found something wrong; run `samflyt audit verify`"
        );
    }
    app.db
        .write_unlogged::<(), StoreError, _>(Unlogged::SweepMark, move |tx| {
            Box::pin(async move { settings::put(tx, NAME, &check.text()).await })
        })
        .await?;
    Ok(Some(check))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_read_as_it_was_kept() {
        let at = Timestamp::from_micros(1_800_000_000_000_000);
        for sound in [true, false] {
            let check = Check { at, entries: 412, sound };
            assert_eq!(Check::parse(&check.text()), Some(check));
        }
        for none in ["", "1 2", "1 2 fine", "x 2 sound"] {
            assert_eq!(Check::parse(none), None, "{none}");
        }
    }
}
