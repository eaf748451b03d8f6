//! The program that the model is compared with: flows are called as the routes
//! call them, with the clock of the model.

use super::reference::{State, Step, YOUNG};
use crate::support::app::{TestApp, add_guardian, add_person, end_guardian};
use crate::support::backend::Backend;
use crate::support::samples::pdf;
use futures_util::StreamExt as _;
use samflyt::clock::Clock as _;
use samflyt::domain::agency::MembershipState;
use samflyt::domain::question::ConsentAction;
use samflyt::domain::text::{PersonName, Title};
use samflyt::domain::time::{DAY_MICROS, Day};
use samflyt::domain::{
    AgencyId, ChildId, ConsentId, DocumentId, MembershipId, PersonId, Timestamp,
};
use samflyt::flows::consents::revise::{self, Changes};
use samflyt::flows::consents::{self, Grantable, Terms, agree, life, unit_side};
use samflyt::flows::open::{self, Wanted};
use samflyt::flows::upload::{self, Meta};
use samflyt::flows::{Error, documents, people};
use samflyt::identity::{Actor, bearer};
use tokio::runtime::Runtime;

const GUARDIANS: [&str; 2] = ["kari", "ola"];
const UNITS: [&str; 2] = ["nav", "statped"];
const CATEGORIES: [&str; 3] = ["medical", "education", "plan"];

/// The program and those who are in every run.
#[derive(Debug)]
pub struct World {
    runtime: Runtime,
    app: TestApp,
    guardians: Vec<Actor>,
    members: Vec<(Actor, MembershipId)>,
    runs: usize,
}

impl std::fmt::Debug for TestApp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TestApp")
    }
}

/// One child and what the model's numbers stand for.
#[derive(Debug)]
pub struct Run {
    child: ChildId,
    base: Timestamp,
    young: Actor,
    papers: Vec<DocumentId>,
    consents: Vec<Option<ConsentId>>,
}

/// When things happen on a day of the run: each day a little earlier than the day
/// before, so that thirty days later nothing has lapsed by a moment.
fn acts_at(base: Timestamp, day: i64) -> Timestamp {
    base.plus_days(day).plus_micros((600 - day) * 60_000_000)
}

async fn sign_in(app: &TestApp, handle: &str) -> Actor {
    let issued = bearer::issue_demo(app.app.db(), app.app.entropy(), handle).await.unwrap();
    bearer::authenticate(app.app.db(), &**app.app.clock(), &issued.token).await.unwrap()
}

/// Only these are a no; everything else is a fault.
fn is_yes<T>(answer: Result<T, Error>) -> Option<T> {
    match answer {
        Ok(value) => Some(value),
        Err(
            Error::NotFound { .. }
            | Error::Refused { .. }
            | Error::Conflict { .. }
            | Error::Invalid(_),
        ) => None,
        Err(Error::Recorded { source, .. }) => is_yes(Err(*source)),
        Err(other) => panic!("{other:?}"),
    }
}

impl World {
    pub fn start(runtime: Runtime, backend: Backend) -> Self {
        let (app, guardians, members) = runtime.block_on(async {
            let app = TestApp::start(backend).await;
            let mut guardians = Vec::new();
            for handle in GUARDIANS {
                guardians.push(sign_in(&app, handle).await);
            }
            let mut members = Vec::new();
            for handle in UNITS {
                let person = PersonId(app.cast.person(handle));
                let mut conn = app.app.db().read().await.unwrap();
                let places = samflyt::store::people::list_memberships(&mut conn, person).await;
                drop(conn);
                members.push((sign_in(&app, handle).await, places.unwrap()[0].id));
            }
            (app, guardians, members)
        });
        Self { runtime, app, guardians, members, runs: 0 }
    }

    pub fn end(self) {
        self.runtime.block_on(self.app.app.stop(std::time::Duration::from_secs(10)));
    }

    pub fn begin(&mut self, family: &State) -> Run {
        self.runs += 1;
        let number = self.runs;
        let app = &self.app;
        let guardians = &self.guardians;
        let members = &self.members;
        self.runtime.block_on(async {
            // A morning, some days after whatever the run before did.
            let years = i32::try_from(family.age).unwrap() + 1;
            let soonest = app.clock.now().day().as_days() + 2;
            // So many years old, and the next birthday so many days ahead: no leap day.
            let (today, born) = (soonest..soonest + 3)
                .find_map(|today| {
                    let next = Day::from_days(today + family.birthday)?;
                    let born = next.birthday(-years)?;
                    (born.birthday(years) == Some(next))
                        .then(|| (Day::from_days(today).unwrap(), born))
                })
                .unwrap();
            let base = Timestamp::from_micros(today.as_days() * DAY_MICROS + DAY_MICROS / 4);
            app.clock.set(base);
            for (_, place) in members {
                let state = MembershipState::Confirmed;
                people::set_membership(&app.app, *place, state).await.unwrap();
            }
            let handle = format!("young-{number}");
            let person = add_person(&app.app, &handle).await;
            let name = PersonName::new("Barn modell").unwrap();
            let child = people::add_child(&app.app, &name, born, None, Some(person)).await.unwrap();
            for handle in GUARDIANS {
                let guardian = PersonId(app.cast.person(handle));
                add_guardian(&app.app, child.0, guardian, base).await;
            }
            let young = sign_in(app, &handle).await;
            let mut papers = Vec::new();
            for category in CATEGORIES {
                // Whoever sees the field puts it in.
                let who = if family.age >= 16 { &young } else { &guardians[0] };
                let mut upload = upload::begin(&app.app, who, child, None).await.unwrap();
                upload.write(&pdf(300, 1)).await.unwrap();
                let title = Title::new("Et papir").unwrap();
                let meta = Meta { title, category: category.to_owned(), date: None };
                let stored = upload.finish(Some(meta), "papir.pdf", None).await.unwrap();
                papers.push(stored.document);
            }
            // Giving comes after the papers, as in the model.
            app.clock.set(acts_at(base, 0));
            Run { child, base, young, papers, consents: Vec::new() }
        })
    }

    pub fn step(&mut self, run: &mut Run, family: &State, step: &Step) {
        let did = self.runtime.block_on(self.run(run, step));
        assert_eq!(did, family.expected, "{step:?} on day {}", family.day);
    }

    fn who<'a>(&'a self, run: &'a Run, who: usize) -> &'a Actor {
        if who == YOUNG { &run.young } else { &self.guardians[who] }
    }

    async fn run(&self, run: &mut Run, step: &Step) -> bool {
        let app = &self.app.app;
        let named = |papers: u8| -> Vec<DocumentId> {
            let picked = run.papers.iter().enumerate();
            picked.filter(|(n, _)| papers & (1 << n) != 0).map(|(_, id)| *id).collect()
        };
        let day = (self.app.clock.now().as_micros() - run.base.as_micros()) / DAY_MICROS;
        let until = |days: i64| run.base.plus_days(day + days).plus_micros(DAY_MICROS / 2);
        let consent = |index: usize| run.consents[index].unwrap();
        match *step {
            Step::Grant { who, unit, papers, days, once } => {
                let terms = Terms {
                    documents: named(papers),
                    categories: Vec::new(),
                    also_later: false,
                    actions: vec![ConsentAction::Open],
                    once,
                    excluded_persons: Vec::new(),
                    excluded_units: Vec::new(),
                    valid_from: None,
                    valid_until: until(days),
                    words: None,
                    heard: None,
                    heard_words: None,
                };
                let agency = AgencyId(self.app.cast.unit(UNITS[unit]));
                let purpose = "treatment".to_owned();
                let want = Grantable { agency, purpose, terms, language: "nb" };
                let who = self.who(run, who).clone();
                let given = is_yes(consents::grant(app, &who, run.child, want, None).await);
                if let Some(own) = &given {
                    run.consents.push(Some(own.consent));
                }
                given.is_some()
            }
            Step::Approve { who, consent: one } => {
                let who = self.who(run, who);
                is_yes(agree::approve(app, who, (consent(one), None), "nb", None).await).is_some()
            }
            Step::Decline { who, consent: one } => {
                let who = self.who(run, who);
                is_yes(agree::decline(app, who, (consent(one), None), "nb", None).await).is_some()
            }
            Step::Revoke { who, consent: one } => {
                let who = self.who(run, who);
                is_yes(consents::revoke(app, who, consent(one), None).await).is_some()
            }
            Step::Papers { who, consent: one, papers } => {
                let documents = Some(named(papers));
                let changes = Changes { documents, ..Changes::default() };
                let who = self.who(run, who);
                is_yes(revise::revise(app, who, consent(one), changes, "nb", None).await).is_some()
            }
            Step::Until { who, consent: one, days } => {
                let valid_until = Some(until(days));
                let changes = Changes { valid_until, ..Changes::default() };
                let who = self.who(run, who);
                is_yes(revise::revise(app, who, consent(one), changes, "nb", None).await).is_some()
            }
            Step::HandBack { unit, consent: one } => {
                let who = &self.members[unit].0;
                is_yes(unit_side::hand_back(app, who, consent(one), None).await).is_some()
            }
            Step::Open { unit, paper } => self.open(run, unit, paper).await,
            Step::Read { who, paper } => {
                let shown = documents::show(app, self.who(run, who), run.papers[paper]).await;
                is_yes(shown).is_some()
            }
            Step::EndGuardian { who } => {
                let guardian = PersonId(self.app.cast.person(GUARDIANS[who]));
                let size = self.guardianships(run, guardian).await;
                end_guardian(app, run.child.0, guardian).await;
                // What ends now and what begins later do not overlap.
                self.app.clock.set(self.app.clock.now().plus_micros(1_000_000));
                size > 0
            }
            Step::AddGuardian { who } => {
                let guardian = PersonId(self.app.cast.person(GUARDIANS[who]));
                let size = self.guardianships(run, guardian).await;
                if size == 0 {
                    add_guardian(app, run.child.0, guardian, self.app.clock.now()).await;
                }
                size == 0
            }
            Step::Member { unit, confirmed } => {
                let state =
                    if confirmed { MembershipState::Confirmed } else { MembershipState::Suspended };
                people::set_membership(app, self.members[unit].1, state).await.unwrap();
                true
            }
            Step::Wait { days } => {
                self.app.clock.set(run.base.plus_days(day + days));
                life::lapse(app).await.unwrap();
                life::sweep(app).await.unwrap();
                self.app.clock.set(acts_at(run.base, day + days));
                true
            }
        }
    }

    /// How many guardianships of this person over the child last.
    async fn guardianships(&self, run: &Run, guardian: PersonId) -> usize {
        let mut conn = self.app.app.db().read().await.unwrap();
        let all = samflyt::store::people::list_guardianships_of_child(&mut conn, run.child).await;
        let lasts = |until: Option<Timestamp>| until.is_none();
        all.unwrap().iter().filter(|one| one.person == guardian && lasts(one.until)).count()
    }

    async fn open(&self, run: &Run, unit: usize, paper: usize) -> bool {
        let app = &self.app.app;
        let what = (run.papers[paper], None);
        let purpose = Some("treatment".to_owned());
        let who = &self.members[unit].0;
        let Some(mut opened) = is_yes(open::open(app, who, what, purpose, Wanted::All).await)
        else {
            return false;
        };
        while let Some(chunk) = opened.body.next().await {
            chunk.unwrap();
        }
        let index = opened.index;
        drop(opened);
        // The next step comes after the outcome was told.
        loop {
            let mut conn = app.db().read().await.unwrap();
            let told = samflyt::store::log::find_delivery_of(
                &mut conn,
                samflyt::store::log::DEFAULT_LOG,
                index,
            );
            if told.await.unwrap().is_some() {
                return true;
            }
            drop(conn);
            tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        }
    }
}
