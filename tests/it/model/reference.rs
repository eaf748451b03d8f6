//! The reference model: what the words of the domain say, in as few lines as
//! possible, and nothing of how the program does it.

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

/// Two guardians and the young person.
pub const GUARDIANS: [usize; 2] = [0, 1];
pub const YOUNG: usize = 2;
/// Fields of the three papers: health (each guardian), education and
/// administration (one is enough for a known unit).
pub const HEALTH: usize = 0;
const EDUCATION: usize = 1;

#[derive(Clone, Debug)]
pub enum Step {
    Grant { who: usize, unit: usize, papers: u8, days: i64, once: bool },
    Approve { who: usize, consent: usize },
    Decline { who: usize, consent: usize },
    Revoke { who: usize, consent: usize },
    Papers { who: usize, consent: usize, papers: u8 },
    Until { who: usize, consent: usize, days: i64 },
    HandBack { unit: usize, consent: usize },
    Open { unit: usize, paper: usize },
    Read { who: usize, paper: usize },
    EndGuardian { who: usize },
    AddGuardian { who: usize },
    Member { unit: usize, confirmed: bool },
    Wait { days: i64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Waiting,
    InForce,
    Frozen,
    Revoked,
    Declined,
    Lapsed,
    HandedBack,
    UsedUp,
}

#[derive(Clone, Debug)]
pub struct Revision {
    papers: u8,
    /// Last day on which it works.
    pub until: i64,
    agreed: u8,
    given: u32,
}

#[derive(Clone, Debug)]
pub struct Consent {
    unit: usize,
    once: bool,
    now: Revision,
    wide: Option<Revision>,
    lapses: i64,
    pub life: Life,
    stopped: u32,
    declined: u8,
    /// Who gave it, and on which day.
    by: (usize, i64),
}

#[derive(Clone, Debug)]
pub struct State {
    /// Days since the run began.
    pub day: i64,
    /// Age in years on the first day, and days until the next birthday.
    pub age: i64,
    pub birthday: i64,
    pub guardian: [bool; 2],
    pub member: [bool; 2],
    pub consents: Vec<Consent>,
    tick: u32,
    /// Must the last step succeed?
    pub expected: bool,
}

fn bit(number: usize) -> u8 {
    1 << number
}

impl State {
    fn years(&self) -> i64 {
        self.age + i64::from(self.day >= self.birthday)
    }

    fn adult(&self) -> bool {
        self.years() >= 18
    }

    /// Does the young person decide on this paper?
    fn young_decides(&self, paper: usize) -> bool {
        self.years() >= [16, 15, 18][paper]
    }

    fn decides(&self, who: usize, papers: u8) -> bool {
        let any = |young: bool| {
            (0..3).any(|paper| papers & bit(paper) != 0 && self.young_decides(paper) == young)
        };
        if who == YOUNG { any(true) } else { self.has_say(who) && any(false) }
    }

    fn has_say(&self, who: usize) -> bool {
        who == YOUNG || (self.guardian[who] && !self.adult())
    }

    fn sees(&self, who: usize, paper: usize) -> bool {
        who == YOUNG || (self.has_say(who) && (paper == EDUCATION || !self.young_decides(paper)))
    }

    /// The papers that this person sees.
    fn seen(&self, who: usize) -> u8 {
        (0..3).filter(|paper| self.sees(who, *paper)).map(bit).sum()
    }

    /// Has everybody agreed who must?
    fn complete(&self, index: usize, unit: usize, revision: &Revision) -> bool {
        let agreed = |who: usize| revision.agreed & bit(who) != 0;
        let known = {
            let stopped = self
                .consents
                .iter()
                .filter(|one| one.unit == unit && one.life == Life::Revoked)
                .map(|one| one.stopped)
                .max()
                .unwrap_or(0);
            self.consents.iter().enumerate().any(|(other, one)| {
                let been = matches!(
                    one.life,
                    Life::InForce | Life::Frozen | Life::HandedBack | Life::UsedUp
                );
                other != index && one.unit == unit && been && one.now.given > stopped
            })
        };
        let papers = |paper: &usize| revision.papers & bit(*paper) != 0;
        let young = (0..3).filter(papers).any(|paper| self.young_decides(paper)) || self.adult();
        let guardians: Vec<usize> =
            (0..3).filter(papers).filter(|paper| !self.young_decides(*paper)).collect();
        let each = guardians.iter().any(|paper| *paper == HEALTH || !known);
        let there: Vec<usize> =
            GUARDIANS.into_iter().filter(|who| self.guardian[*who] && !self.adult()).collect();
        let by_guardians = guardians.is_empty()
            || (!there.is_empty()
                && if each {
                    there.iter().all(|who| agreed(*who))
                } else {
                    there.iter().any(|who| agreed(*who))
                });
        (!young || agreed(YOUNG)) && by_guardians
    }

    /// Does somebody who decides today stand behind it?
    fn carried(&self, consent: &Consent) -> bool {
        let revision = &consent.now;
        let young = revision.agreed & bit(YOUNG) != 0;
        let guardian = !self.adult()
            && GUARDIANS
                .into_iter()
                .any(|who| self.guardian[who] && revision.agreed & bit(who) != 0);
        let any = |of_young: bool| {
            (0..3).any(|paper| {
                revision.papers & bit(paper) != 0 && self.young_decides(paper) == of_young
            })
        };
        let (theirs, guardians) = (!any(true) || young, !any(false) || guardian);
        (young || guardian) && theirs && guardians
    }

    fn touched(consent: &Consent) -> u8 {
        consent.now.papers | consent.wide.as_ref().map_or(0, |wide| wide.papers)
    }

    /// May this person do something with this consent at all?
    fn may(&self, who: usize, consent: &Consent) -> bool {
        let papers = Self::touched(consent);
        let sees = (0..3).any(|paper| papers & bit(paper) != 0 && self.sees(who, paper));
        sees && self.decides(who, papers)
    }

    fn freeze(&mut self) {
        let day = self.day;
        let loose: Vec<bool> = self
            .consents
            .iter()
            .map(|one| one.life == Life::InForce && day <= one.now.until && !self.carried(one))
            .collect();
        for (one, loose) in self.consents.iter_mut().zip(loose) {
            if loose {
                one.life = Life::Frozen;
                one.wide = None;
            }
        }
    }

    fn grant(&mut self, who: usize, unit: usize, papers: u8, days: i64, once: bool) -> bool {
        let visible = (0..3).all(|paper| papers & bit(paper) == 0 || self.sees(who, paper));
        if !visible || !self.decides(who, papers) {
            return false;
        }
        let until = self.day + days;
        let now = Revision { papers, until, agreed: bit(who), given: self.tick };
        let complete = self.complete(usize::MAX, unit, &now);
        self.consents.push(Consent {
            unit,
            once,
            wide: None,
            lapses: until.min(self.day + 30),
            life: if complete { Life::InForce } else { Life::Waiting },
            stopped: 0,
            declined: 0,
            by: (who, self.day),
            now,
        });
        true
    }

    fn approve(&mut self, who: usize, index: usize) -> bool {
        let consent = self.consents[index].clone();
        let awaited = consent.wide.as_ref().unwrap_or(&consent.now);
        let open = matches!(consent.life, Life::Waiting | Life::InForce | Life::Frozen);
        if !self.may(who, &consent) || !open || self.day > awaited.until {
            return false;
        }
        let mut agreed = awaited.clone();
        agreed.agreed |= bit(who);
        let settled = consent.life == Life::InForce && consent.wide.is_none();
        let complete = !settled && self.complete(index, consent.unit, &agreed);
        let one = &mut self.consents[index];
        match (complete, one.wide.is_some()) {
            (true, _) => {
                one.now = agreed;
                one.wide = None;
                one.life = Life::InForce;
            }
            (false, true) => one.wide = Some(agreed),
            (false, false) => one.now = agreed,
        }
        true
    }

    fn decline(&mut self, who: usize, index: usize) -> bool {
        let consent = &self.consents[index];
        if !self.may(who, consent) {
            return false;
        }
        let said = consent.declined & bit(who) != 0;
        let one = &mut self.consents[index];
        match (one.wide.take(), one.life) {
            // Whoever proposed it has taken it back, and has declined nothing.
            (Some(wide), _) if wide.agreed & bit(who) != 0 => return true,
            (Some(_), _) => {}
            (None, Life::Waiting | Life::Frozen) => one.life = Life::Declined,
            _ => return said,
        }
        one.declined |= bit(who);
        true
    }

    fn revoke(&mut self, who: usize, index: usize) -> bool {
        if !self.may(who, &self.consents[index]) {
            return false;
        }
        let (tick, day) = (self.tick, self.day);
        let one = &mut self.consents[index];
        if matches!(one.life, Life::Waiting | Life::InForce | Life::Frozen) {
            one.life = Life::Revoked;
            // Thought better of at once, it is as if it had not been given.
            one.stopped = if one.by == (who, day) { 0 } else { tick };
            one.wide = None;
        }
        true
    }

    /// A change: what narrows at once, what widens when all agree.
    fn change(&mut self, who: usize, index: usize, mut new: Revision) -> bool {
        let consent = self.consents[index].clone();
        let old = consent.now.clone();
        let papers = Self::touched(&consent);
        let sees = (0..3).any(|paper| papers & bit(paper) != 0 && self.sees(who, paper));
        let fresh = new.papers & !old.papers;
        let visible = (0..3).all(|paper| fresh & bit(paper) == 0 || self.sees(who, paper));
        let runs = consent.life == Life::InForce && self.day <= old.until;
        let decides = self.decides(who, papers | new.papers);
        if !sees || !decides || !runs || !visible {
            return false;
        }
        let widens = fresh != 0 || new.until > old.until;
        let narrows = old.papers & !new.papers != 0 || new.until < old.until;
        if !widens && !narrows {
            return false;
        }
        if !widens {
            new.given = old.given;
            new.agreed = old.agreed;
            let one = &mut self.consents[index];
            one.now = new;
            one.wide = None;
            return true;
        }
        new.given = self.tick;
        new.agreed = bit(who);
        if self.complete(index, consent.unit, &new) {
            let one = &mut self.consents[index];
            one.now = new;
            one.wide = None;
            return true;
        }
        let (lapses, seen) = (new.until.min(self.day + 30), self.seen(who));
        let one = &mut self.consents[index];
        if narrows {
            let papers = old.papers & new.papers;
            if papers & seen == 0 {
                return false;
            }
            one.now = Revision { papers, until: old.until.min(new.until), ..old };
        }
        one.wide = Some(new);
        one.lapses = lapses;
        true
    }

    fn wait(&mut self, days: i64) {
        self.day += days;
        let day = self.day;
        for one in &mut self.consents {
            if day > one.lapses {
                match (one.wide.is_some(), one.life) {
                    (true, _) => one.wide = None,
                    (false, Life::Waiting) => one.life = Life::Lapsed,
                    _ => {}
                }
            }
        }
        self.freeze();
    }
}

/// The reference state machine.
#[derive(Debug)]
pub struct Family;

impl ReferenceStateMachine for Family {
    type State = State;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<State> {
        (prop_oneof![Just(8i64), Just(14), Just(15), Just(17)], 1i64..120)
            .prop_map(|(age, birthday)| State {
                day: 0,
                age,
                birthday,
                guardian: [true; 2],
                member: [true; 2],
                consents: Vec::new(),
                tick: 0,
                expected: true,
            })
            .boxed()
    }

    fn transitions(state: &State) -> BoxedStrategy<Step> {
        let family = 0usize..3;
        let grant =
            (family.clone(), 0usize..2, 1u8..8, 1i64..90, prop::bool::weighted(0.15)).prop_map(
                |(who, unit, papers, days, once)| Step::Grant { who, unit, papers, days, once },
            );
        let open = (0usize..2, 0usize..3).prop_map(|(unit, paper)| Step::Open { unit, paper });
        let read = (family.clone(), 0usize..3).prop_map(|(who, paper)| Step::Read { who, paper });
        let guardian = (0usize..2, prop::bool::weighted(0.6)).prop_map(|(who, back)| {
            if back { Step::AddGuardian { who } } else { Step::EndGuardian { who } }
        });
        let member = (0usize..2, prop::bool::weighted(0.7))
            .prop_map(|(unit, confirmed)| Step::Member { unit, confirmed });
        let wait = (1i64..35).prop_map(|days| Step::Wait { days });
        if state.consents.is_empty() {
            return prop_oneof![8 => grant, 1 => open, 1 => read, 1 => guardian, 1 => wait].boxed();
        }
        // The newest are the ones with something to decide.
        let last = state.consents.len();
        let which = last.saturating_sub(4)..last;
        let answer =
            (family.clone(), which.clone(), 0u8..7).prop_map(|(who, consent, what)| match what {
                0..=3 => Step::Approve { who, consent },
                4 => Step::Decline { who, consent },
                _ => Step::Revoke { who, consent },
            });
        let papers = (family.clone(), which.clone(), 1u8..8)
            .prop_map(|(who, consent, papers)| Step::Papers { who, consent, papers });
        let until = (family, which.clone(), 1i64..90)
            .prop_map(|(who, consent, days)| Step::Until { who, consent, days });
        let back = (0usize..2, which).prop_map(|(unit, consent)| Step::HandBack { unit, consent });
        prop_oneof![
            4 => grant,
            7 => answer,
            2 => papers,
            2 => until,
            1 => back,
            9 => open,
            1 => read,
            1 => guardian,
            1 => member,
            2 => wait,
        ]
        .boxed()
    }

    fn preconditions(state: &State, step: &Step) -> bool {
        match step {
            Step::Approve { consent, .. }
            | Step::Decline { consent, .. }
            | Step::Revoke { consent, .. }
            | Step::Papers { consent, .. }
            | Step::Until { consent, .. }
            | Step::HandBack { consent, .. } => *consent < state.consents.len(),
            // Which of two for a single opening is used up is not said.
            Step::Open { unit, paper } => {
                let bears = state.could_bear(*unit, *paper);
                bears.len() < 2 || bears.iter().any(|one| !state.consents[*one].once)
            }
            // One birthday in a run.
            Step::Wait { days } => state.day + days < state.birthday + 360,
            _ => true,
        }
    }

    fn apply(mut state: State, step: &Step) -> State {
        state.tick += 1;
        state.expected = match *step {
            Step::Grant { who, unit, papers, days, once } => {
                state.grant(who, unit, papers, days, once)
            }
            Step::Approve { who, consent } => state.approve(who, consent),
            Step::Decline { who, consent } => state.decline(who, consent),
            Step::Revoke { who, consent } => state.revoke(who, consent),
            Step::Papers { who, consent, papers } => {
                let now = state.consents[consent].now.clone();
                let seen = state.seen(who);
                // Naming what one does not see is naming nothing, and what one does not
                // see stays.
                let kept = now.papers & !seen;
                papers & !seen == 0
                    && state.change(who, consent, Revision { papers: papers | kept, ..now })
            }
            Step::Until { who, consent, days } => {
                let until = state.day + days;
                let new = Revision { until, ..state.consents[consent].now.clone() };
                state.change(who, consent, new)
            }
            Step::HandBack { unit, consent } => {
                let (member, day) = (state.member[unit], state.day);
                let one = &mut state.consents[consent];
                let lives = matches!(one.life, Life::InForce | Life::Frozen);
                let may = member && one.unit == unit && lives && day <= one.now.until;
                if may {
                    one.life = Life::HandedBack;
                    one.wide = None;
                }
                may
            }
            Step::Open { unit, paper } => {
                let bears = state.could_bear(unit, paper);
                let opens = state.member[unit] && !bears.is_empty();
                // One for a single opening is kept while another bears it.
                if opens && bears.iter().all(|one| state.consents[*one].once) {
                    state.consents[bears[0]].life = Life::UsedUp;
                    state.consents[bears[0]].wide = None;
                }
                opens
            }
            Step::Read { who, paper } => state.sees(who, paper),
            Step::EndGuardian { who } => {
                let was = std::mem::replace(&mut state.guardian[who], false);
                state.freeze();
                was
            }
            Step::AddGuardian { who } => !std::mem::replace(&mut state.guardian[who], true),
            Step::Member { unit, confirmed } => {
                state.member[unit] = confirmed;
                true
            }
            Step::Wait { days } => {
                state.wait(days);
                true
            }
        };
        state
    }
}

impl State {
    /// The consents that bear this opening.
    pub fn could_bear(&self, unit: usize, paper: usize) -> Vec<usize> {
        let bears = |one: &Consent| {
            one.unit == unit
                && one.life == Life::InForce
                && one.now.papers & bit(paper) != 0
                && self.day <= one.now.until
                && self.carried(one)
        };
        (0..self.consents.len()).filter(|index| bears(&self.consents[*index])).collect()
    }
}
