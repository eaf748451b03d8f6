//! Two weeks in the life of the cast, through the same flows that people use.

use super::cast::{Cast, sign_in};
use crate::clock::{Clock, ManualClock};
use crate::domain::question::ConsentAction;
use crate::domain::time::{DAY_MICROS, SECOND_MICROS};
use crate::domain::{ChildId, ConsentId, DocumentId, Timestamp};
use crate::flows::consents::{self, Grantable, Terms, agree};
use crate::flows::notices::chores;
use crate::flows::open::{self, Wanted};
use crate::flows::{App, Error, audit, cases};
use crate::store::search::Filter;
use futures_util::StreamExt;
use std::time::Duration;

const HOUR: i64 = 3600 * SECOND_MICROS;

pub(super) struct Story<'a> {
    pub(super) app: &'a App,
    pub(super) cast: &'a Cast,
    clock: &'a ManualClock,
    pub(super) present: Timestamp,
}

pub(super) async fn live(
    app: &App,
    cast: &Cast,
    clock: &ManualClock,
    present: Timestamp,
) -> Result<(), Error> {
    let story = Story { app, cast, clock, present };
    let nora = cast.child("nora");
    story.at(-13, 9);
    // In force, and used.
    story.grant(nora, "nav", "benefit-assessment", &[0, 1], 90).await?;
    // Runs out in five days.
    story.grant(nora, "habilitering", "habilitation", &[0], 5).await?;
    // Ran out three days ago.
    story.grant(nora, "ppt", "school-adaptation", &[2], -3).await?;
    // Stopped two days ago.
    let stopped = story.grant(nora, "bup", "treatment", &[0], 60).await?;
    let jonas = cast.child("jonas");
    story.at(-12, 14);
    story.grant_category(jonas, "hospital", "treatment", &["medication-list"], 120).await?;
    story.read(-11, 10, "nav", (0, "benefit-assessment")).await?;
    story.read(-10, 11, "habilitering", (0, "habilitation")).await?;
    story.read(-9, 13, "ppt", (2, "school-adaptation")).await?;
    story.write_profile(-9, 20).await?;
    story.read(-8, 9, "bup", (0, "treatment")).await?;
    story.coordinate(-8, 18).await?;
    story.emergency(-7, 22).await?;
    story.read(-6, 15, "nav", (1, "benefit-assessment")).await?;
    story.ask(-6, 16).await?;
    story.read(-5, 8, "statped", (2, "expert-assessment")).await?;
    story.answer(-4, 19).await?;
    story.read(-2, 10, "ppt", (2, "school-adaptation")).await?;
    story.at(-2, 19);
    let kari = sign_in(app, "kari").await?;
    consents::revoke(app, &kari, stopped, None).await?;
    story.at(-1, 9);
    story.open("bup", 0, "treatment").await?;
    // Waits for the other guardian.
    story.give(nora, "hospital", "treatment", vec![cast.document(0)], Vec::new(), 90).await?;
    story.at(-1, 20);
    let kari = sign_in(app, "kari").await?;
    audit::family(app, &kari, nora, Filter::default(), 50).await?;
    // What all this told people of, at its own time.
    chores::follow_log(app).await?;
    Ok(())
}

impl Story<'_> {
    /// Moves on to `hour` o'clock UTC of the day that lies `day` days from the
    /// present, but never back and never beyond the present.
    pub(super) fn at(&self, day: i64, hour: i64) {
        let midnight = self.present.as_micros() / DAY_MICROS * DAY_MICROS;
        let at = Timestamp::from_micros(midnight + day * DAY_MICROS + hour * HOUR);
        self.clock.set(at.max(self.clock.now().plus_micros(SECOND_MICROS)).min(self.present));
    }

    /// Looks at what is shared, and opens one document.
    async fn read(
        &self,
        day: i64,
        hour: i64,
        who: &str,
        (document, purpose): (usize, &str),
    ) -> Result<(), Error> {
        self.at(day, hour);
        self.look(who).await?;
        self.open(who, document, purpose).await
    }

    /// Given by Kari, and agreed to by Ola an hour later.
    async fn grant(
        &self,
        child: ChildId,
        unit: &str,
        purpose: &str,
        documents: &[usize],
        days: i64,
    ) -> Result<ConsentId, Error> {
        let documents: Vec<DocumentId> =
            documents.iter().map(|number| self.cast.document(*number)).collect();
        let given = self.give(child, unit, purpose, documents, Vec::new(), days).await?;
        self.clock.advance(HOUR);
        let ola = sign_in(self.app, "ola").await?;
        agree::approve(self.app, &ola, (given, None), "nb", None).await?;
        Ok(given)
    }

    async fn grant_category(
        &self,
        child: ChildId,
        unit: &str,
        purpose: &str,
        categories: &[&str],
        days: i64,
    ) -> Result<ConsentId, Error> {
        let categories = categories.iter().map(|code| (*code).to_owned()).collect();
        self.give(child, unit, purpose, Vec::new(), categories, days).await
    }

    /// Given by Kari alone.
    async fn give(
        &self,
        child: ChildId,
        unit: &str,
        purpose: &str,
        documents: Vec<DocumentId>,
        categories: Vec<String>,
        days: i64,
    ) -> Result<ConsentId, Error> {
        self.clock.advance(60 * SECOND_MICROS);
        let kari = sign_in(self.app, "kari").await?;
        let want = self.wanted(unit, purpose, documents, categories, days);
        Ok(consents::grant(self.app, &kari, child, want, None).await?.consent)
    }

    /// To open these, until so many days after the present.
    pub(super) fn wanted(
        &self,
        unit: &str,
        purpose: &str,
        documents: Vec<DocumentId>,
        categories: Vec<String>,
        days: i64,
    ) -> Grantable {
        let also_later = !categories.is_empty();
        Grantable {
            agency: self.cast.unit(unit),
            purpose: purpose.to_owned(),
            terms: Terms {
                documents,
                categories,
                also_later,
                actions: vec![ConsentAction::Open],
                once: false,
                excluded_persons: Vec::new(),
                excluded_units: Vec::new(),
                valid_from: None,
                valid_until: self.present.plus_days(days),
                words: None,
                heard: None,
                heard_words: None,
            },
            language: "nb",
        }
    }

    async fn look(&self, who: &str) -> Result<(), Error> {
        let actor = sign_in(self.app, who).await?;
        cases::list(self.app, &actor).await.map(|_| ())
    }

    /// Opens and reads to the end, or is refused: both are in the log.
    pub(super) async fn open(
        &self,
        who: &str,
        document: usize,
        purpose: &str,
    ) -> Result<(), Error> {
        self.clock.advance(20 * SECOND_MICROS);
        let actor = sign_in(self.app, who).await?;
        let what = (self.cast.document(document), None);
        let purpose = Some(purpose.to_owned());
        match open::open(self.app, &actor, what, purpose, Wanted::All).await {
            Ok(mut opened) => {
                while let Some(Ok(_)) = opened.body.next().await {}
                drop(opened);
                // The outcome belongs to this moment of the story.
                for _ in 0..200 {
                    if self.app.open_streams() == 0 {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
                Ok(())
            }
            Err(Error::NotFound { .. } | Error::Refused { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}
