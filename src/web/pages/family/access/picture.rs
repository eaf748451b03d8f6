//! Consents on a line of time: one row each, a line for now, what is over in grey.
//! The table beside it says the same.

use crate::domain::Timestamp;
use crate::domain::time::DAY_MICROS;

/// How far back the picture reaches.
const BACK_DAYS: i64 = 60;
/// How far ahead it reaches at the least.
const AHEAD_DAYS: i64 = 30;
/// How far ahead it reaches at the most.
const FAR_DAYS: i64 = 370;
/// Rows that are drawn.
const ROWS: usize = 30;
/// Width, in the picture's own units.
const WIDTH: i64 = 1000;

/// One consent.
pub(super) struct Band {
    pub(super) name: String,
    pub(super) state: String,
    pub(super) from: Timestamp,
    pub(super) until: Timestamp,
    pub(super) from_words: String,
    pub(super) until_words: String,
    pub(super) runs: bool,
}

/// One row as it is drawn.
pub(super) struct Drawn {
    pub(super) band: Band,
    pub(super) x: i64,
    pub(super) width: i64,
}

/// The picture.
pub(super) struct Picture {
    pub(super) rows: Vec<Drawn>,
    pub(super) width: i64,
    pub(super) now: i64,
    pub(super) begin: Timestamp,
    pub(super) end: Timestamp,
}

impl Picture {
    pub(super) fn new(mut bands: Vec<Band>, now: Timestamp) -> Self {
        let begin = now.plus_micros(-BACK_DAYS * DAY_MICROS);
        bands.retain(|band| band.until > begin);
        bands.truncate(ROWS);
        let least = now.plus_micros(AHEAD_DAYS * DAY_MICROS);
        let most = now.plus_micros(FAR_DAYS * DAY_MICROS);
        let end = bands.iter().map(|band| band.until).max().unwrap_or(least).clamp(least, most);
        let whole = end.as_micros().saturating_sub(begin.as_micros()).max(1);
        let place = |at: Timestamp| {
            let since = at.clamp(begin, end).as_micros().saturating_sub(begin.as_micros());
            // Micros of a year and a bit, times 1000, stay far below the largest i64.
            since.saturating_mul(WIDTH) / whole
        };
        let rows = bands.into_iter().map(|band| {
            let x = place(band.from);
            let width = (place(band.until) - x).max(4);
            Drawn { band, x, width }
        });
        Self { rows: rows.collect(), width: WIDTH, now: place(now), begin, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(from: i64, until: i64) -> Band {
        let at = |day: i64| Timestamp::from_micros((20_000 + day) * DAY_MICROS);
        Band {
            name: String::new(),
            state: String::new(),
            from: at(from),
            until: at(until),
            from_words: String::new(),
            until_words: String::new(),
            runs: true,
        }
    }

    #[test]
    fn bands_lie_between_the_edges_and_on_their_side_of_now() {
        let now = Timestamp::from_micros(20_000 * DAY_MICROS);
        let bands = vec![band(-10, 40), band(-30, -5), band(-400, -100), band(-400, 4000)];
        let picture = Picture::new(bands, now);
        assert_eq!(picture.rows.len(), 3, "what ended long ago is left out");
        for row in &picture.rows {
            assert!(
                row.x >= 0 && row.x + row.width <= picture.width + 4,
                "{} {}",
                row.x,
                row.width
            );
        }
        let [first, second, _] = &picture.rows[..] else { panic!() };
        assert!(first.x < picture.now && first.x + first.width > picture.now);
        assert!(second.x + second.width < picture.now);
    }
}
