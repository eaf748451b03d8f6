//! From facts to an answer: one question for each hat and consent, put to the
//! policy; the independent judge says why not.

mod near;

use super::permit::{Granted, Rest};
use super::settle;
use crate::domain::agency::MembershipState;
use crate::domain::document::ScanState;
use crate::domain::entry::{Entry, Kind, Outcome};
use crate::domain::judge::judge;
use crate::domain::law::{Law, UNKNOWN_FIELD};
use crate::domain::question::{
    Act, Assurance, ConsentFacts, DocumentFacts, Hat, PlaceFacts, Question, Resource,
};
use crate::domain::sha256::Sha256;
use crate::domain::told::told;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, PersonId, Reason, Timestamp};
use crate::identity::Actor;
use crate::policy::engine::Policies;
use crate::policy::rules::Tables;
use crate::store::emergencies::Emergency;
use crate::store::facts::{Candidate, Facts, Scope, Target};
use near::nearness;
use uuid::Uuid;

/// What is asked for, apart from who asks and the act.
#[derive(Clone, Debug)]
pub struct Ask {
    /// On what.
    pub target: Target,
    /// Purpose code that the asker named.
    pub purpose: Option<String>,
    /// With no purpose named, is each consent asked about for its own (lists
    /// and metadata; never bytes)?
    pub own_purpose: bool,
    /// What the act touches, where the target does not say it.
    pub touching: Touching,
    /// In the name of which unit an emergency is declared: the family's switch is
    /// looked at, and no other place of the person counts.
    pub(super) emergency: Option<AgencyId>,
    pub(super) bearer: Bearer,
}

/// Which fields of law an act touches.
#[derive(Clone, Debug, Default)]
pub enum Touching {
    /// Those of the target: the document's, the consent's; of a folder none.
    #[default]
    Target,
    /// Those of these documents and categories.
    Scope(Vec<DocumentId>, Vec<String>),
    /// All there are.
    All,
}

/// What may bear a yes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bearer {
    /// Whatever the asker has.
    Any,
    /// The bytes flow already, under this consent or as the family: only that,
    /// and a newer version does not end it.
    Running(Option<ConsentId>),
}

impl Ask {
    /// About `target`, for no stated purpose.
    pub fn about(target: impl Into<Target>) -> Self {
        Self {
            target: target.into(),
            purpose: None,
            own_purpose: false,
            touching: Touching::Target,
            emergency: None,
            bearer: Bearer::Any,
        }
    }

    /// The same, touching what is named.
    #[must_use]
    pub fn touching(mut self, touching: Touching) -> Self {
        self.touching = touching;
        self
    }

    /// The same in an emergency, by this unit: whether the family allows that is
    /// looked at.
    #[must_use]
    pub fn in_emergency(mut self, unit: AgencyId) -> Self {
        self.emergency = Some(unit);
        self
    }

    /// The same, each consent for its own purpose.
    #[must_use]
    pub fn own_purpose(mut self) -> Self {
        self.own_purpose = true;
        self
    }

    /// The same for a stated purpose.
    #[must_use]
    pub fn purpose(mut self, purpose: Option<String>) -> Self {
        self.purpose = purpose;
        self
    }
}

/// Yes or no, before it is recorded.
#[derive(Debug)]
pub(super) enum Verdict {
    Yes(Box<Granted>),
    No { reason: Reason, visible: bool },
}

/// A verdict, the hat it was reached under, and the hash of its facts.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) verdict: Verdict,
    hat: Hat,
    agency: Option<AgencyId>,
    child: Option<ChildId>,
    consent: Option<ConsentFacts>,
    emergency: Option<Emergency>,
    purpose: Option<String>,
    version: Option<i64>,
    sha256: Option<[u8; 32]>,
    pub(super) facts: [u8; 32],
}

/// One case of a professional and what was said about it.
#[derive(Debug)]
pub(super) struct Case {
    pub(super) ask: Ask,
    pub(super) said: Said,
}

/// The resource that stands for a thing that does not exist, so that a question
/// about it costs the same as one about a stranger's.
fn nothing(target: Target) -> Resource {
    let child = ChildId(Uuid::nil());
    match target {
        Target::Folder(_) | Target::Consent(_) | Target::Request(_) | Target::Pack(_) => {
            Resource::folder(child)
        }
        Target::Unit(unit) => Resource::Unit { unit },
        Target::Members(unit) => Resource::Members { unit, above: Vec::new() },
        Target::Place(_) => Resource::Place(PlaceFacts {
            unit: AgencyId(Uuid::nil()),
            above: Vec::new(),
            person: PersonId(Uuid::nil()),
            state: MembershipState::Ended,
            invited_by: None,
        }),
        Target::Document(..) => Resource::Document(DocumentFacts {
            id: DocumentId(Uuid::nil()),
            child,
            category: "other".to_owned(),
            field: "health".to_owned(),
            source: None,
            withheld: false,
            shielded: false,
            created_at: Timestamp::default(),
            scan: ScanState::Clean,
            newest: true,
            erased: None,
        }),
    }
}

/// Most candidates that the policy is asked about for one question.
const ASKED_MAX: usize = 16;

fn resource_of(tables: &Tables, facts: &Facts, target: Target) -> Option<Resource> {
    // Which units there are is no secret, and which family is meant is no part of it.
    if let Target::Unit(unit) = target {
        return Some(Resource::Unit { unit });
    }
    if let Target::Members(_) = target {
        let (unit, above) = facts.members.clone()?;
        return Some(Resource::Members { unit, above });
    }
    if let Target::Place(_) = target {
        return facts.place.clone().map(Resource::Place);
    }
    let child = facts.child?;
    let hidden = |scope: &Scope| {
        let hats = facts.candidates.iter().map(|one| &one.hat);
        let which = (scope.consent, scope.unit);
        settle::hides_consent(tables, which, &scope.touches, hats, &facts.shields)
    };
    match target {
        Target::Folder(_) | Target::Consent(_) | Target::Request(_) | Target::Pack(_) => {
            let shielded =
                facts.scope.as_ref().is_some_and(hidden) || settle::hides_asked_pack(tables, facts);
            Some(Resource::Folder { child, shielded, emergency_on: facts.emergency_on })
        }
        Target::Unit(_) | Target::Members(_) | Target::Place(_) => None,
        Target::Document(..) => facts.document.clone().map(Resource::Document),
    }
}

pub(super) fn decide(
    policies: &Policies,
    unscanned_allowed: bool,
    act: Act,
    actor: &Actor,
    ask: &Ask,
    facts: Facts,
    now: Timestamp,
) -> Said {
    let who = (actor.person(), actor.assurance());
    decide_for(policies, unscanned_allowed, act, who, ask, facts, now)
}

/// The same for somebody who need not be here: an answer of the log made again.
pub(super) fn decide_for(
    policies: &Policies,
    unscanned_allowed: bool,
    act: Act,
    (person, assurance): (PersonId, Assurance),
    ask: &Ask,
    mut facts: Facts,
    now: Timestamp,
) -> Said {
    let tables = policies.tables();
    let law = settle::settle(tables, &mut facts, now);
    if let (Bearer::Running(_), Some(document)) = (ask.bearer, &mut facts.document) {
        document.newest = true;
    }
    if let Bearer::Running(_) = ask.bearer {
        // The bytes that flow are the one opening that the consent is for.
        let consents = facts.candidates.iter_mut().filter_map(|one| one.consent.as_mut());
        consents.for_each(|consent| consent.used = false);
    }
    let fields = fields(tables, ask, &facts, &law);
    let resource = resource_of(tables, &facts, ask.target);
    let exists = resource.is_some();
    let template = Question {
        now,
        person,
        hat: Hat::Nobody,
        assurance,
        act,
        resource: resource.unwrap_or_else(|| nothing(ask.target)),
        purpose: ask.purpose.clone(),
        consent: None,
        emergency: None,
        fields,
        law,
        unscanned_allowed,
    };
    let mut candidates = std::mem::take(&mut facts.candidates);
    if let Bearer::Running(consent) = ask.bearer {
        candidates.retain(|one| one.consent.as_ref().map(|one| one.id) == consent);
    }
    if candidates.is_empty() {
        candidates.push(Candidate::plain(Hat::Nobody));
    }
    let too_often = facts.too_often;
    let mut said = choose(policies, &template, candidates, (exists, ask.own_purpose), facts);
    if too_often {
        // Whatever the answer is, it is not given.
        said.verdict = Verdict::No { reason: Reason::TooManyTries, visible: true };
    }
    said
}

/// Puts the question for each candidate; the first yes counts, else the reason
/// that came nearest to a yes.
fn choose(
    policies: &Policies,
    template: &Question,
    candidates: Vec<Candidate>,
    (exists, own_purpose): (bool, bool),
    facts: Facts,
) -> Said {
    let mut asked: Vec<(Candidate, Question, Result<(), Reason>)> = candidates
        .into_iter()
        .map(|candidate| {
            let mut question = Question {
                hat: candidate.hat.clone(),
                consent: candidate.consent.clone(),
                emergency: candidate.emergency.as_ref().map(|one| one.facts.clone()),
                ..template.clone()
            };
            if own_purpose && question.purpose.is_none() {
                question.purpose = candidate.consent.as_ref().map(|one| one.purpose.clone());
            }
            let opinion = judge(&question);
            (candidate, question, opinion)
        })
        .collect();
    // Where the judge expects a yes the policy is asked first, then where it came
    // near. The policy alone decides; it is asked a bounded number of times, and
    // what it is not asked about is a no.
    // A consent for one opening is kept while another bears the same.
    asked.sort_by_key(|(candidate, _, opinion)| {
        let once = candidate.consent.as_ref().is_some_and(|consent| consent.once);
        (std::cmp::Reverse(opinion.map_or_else(nearness, |()| u8::MAX)), once)
    });
    let yes = asked.iter().take(ASKED_MAX).position(|(_, question, opinion)| {
        let decision = policies.decide(question);
        if decision.erred {
            tracing::error!("a policy could not be evaluated; the answer is no");
        }
        if decision.allowed != opinion.is_ok() {
            tracing::warn!(
                allowed = decision.allowed,
                "the policy and the independent judge differ; the policy decides"
            );
        }
        decision.allowed && exists
    });
    let rest =
        Rest { law: template.law.clone(), is_guardian: facts.is_guardian, shields: facts.shields };
    let material = facts.material;
    let (version, sha256) = (
        material.as_ref().map(|material| material.version),
        material.as_ref().map(|material| material.sha256),
    );
    let facts_hash = hash(asked.iter().take(ASKED_MAX).map(|(_, question, _)| question));
    if let Some(index) = yes {
        let (candidate, question, _) = asked.swap_remove(index);
        let facts_hash = hash(std::iter::once(&question));
        return Said {
            hat: candidate.hat.clone(),
            agency: candidate.agency,
            child: facts.child,
            consent: candidate.consent.clone(),
            emergency: candidate.emergency.clone(),
            purpose: question.purpose.clone(),
            version,
            sha256,
            facts: facts_hash,
            verdict: Verdict::Yes(Box::new(Granted {
                person: question.person,
                hat: candidate.hat,
                child: facts.child,
                document: facts.document,
                material,
                consent: candidate.consent,
                emergency: candidate.emergency.map(|one| one.facts),
                purpose: question.purpose,
                rest,
            })),
        };
    }
    // Where something may be told, the reason comes from what was told of.
    let told = |question: &Question| told(question) || super::unit::knows_of(question);
    let visible = exists && asked.iter().any(|(_, question, _)| told(question));
    let nearest = asked
        .into_iter()
        .filter(|(_, question, _)| !visible || told(question))
        .map(|(candidate, _, opinion)| (candidate, opinion.err().unwrap_or(Reason::NotCovered)))
        .max_by_key(|(candidate, reason)| (nearness(*reason), candidate.consent.is_some()));
    let (candidate, reason) = nearest.unwrap_or((Candidate::plain(Hat::Nobody), Reason::NoConsent));
    Said {
        hat: candidate.hat,
        agency: candidate.agency,
        child: facts.child,
        consent: candidate.consent,
        emergency: None,
        purpose: template.purpose.clone(),
        version,
        sha256,
        facts: facts_hash,
        verdict: Verdict::No { reason: if exists { reason } else { Reason::Unknown }, visible },
    }
}

/// A professional's consents for one child, each asked about by itself and for
/// its own purpose.
pub(super) fn each_consent(
    policies: &Policies,
    unscanned_allowed: bool,
    actor: &Actor,
    mut facts: Facts,
    (act, now): (Act, Timestamp),
) -> Vec<Case> {
    let Some(child) = facts.child else { return Vec::new() };
    let law = settle::settle(policies.tables(), &mut facts, now);
    let mut seen = Vec::new();
    let mut cases = Vec::new();
    for candidate in facts.candidates {
        let Some(consent) = &candidate.consent else { continue };
        if seen.contains(&consent.id) {
            continue;
        }
        let ask = Ask::about(Target::Folder(child)).purpose(Some(consent.purpose.clone()));
        let template = Question {
            now,
            person: actor.person(),
            hat: Hat::Nobody,
            assurance: actor.assurance(),
            act,
            resource: Resource::folder(child),
            purpose: ask.purpose.clone(),
            consent: None,
            emergency: None,
            fields: Vec::new(),
            law: law.clone(),
            unscanned_allowed,
        };
        let id = consent.id;
        let facts = Facts {
            child: Some(child),
            is_guardian: facts.is_guardian,
            shields: facts.shields.clone(),
            ..Facts::default()
        };
        let said = choose(policies, &template, vec![candidate], (true, false), facts);
        if matches!(said.verdict, Verdict::Yes(_)) {
            seen.push(id);
            cases.push(Case { ask, said });
        }
    }
    cases
}

/// What does not lie in any folder: the log across folders, the installation.
pub(super) fn apart(
    policies: &Policies,
    actor: &Actor,
    facts: Facts,
    (act, resource): (Act, Resource),
    now: Timestamp,
) -> (Said, Ask) {
    let template = Question {
        now,
        person: actor.person(),
        hat: Hat::Nobody,
        assurance: actor.assurance(),
        act,
        resource,
        purpose: None,
        consent: None,
        emergency: None,
        fields: Vec::new(),
        law: Law::default(),
        unscanned_allowed: false,
    };
    let mut candidates = facts.candidates;
    if candidates.is_empty() {
        candidates.push(Candidate::plain(Hat::Nobody));
    }
    let said = choose(policies, &template, candidates, (true, false), Facts::default());
    (said, Ask::about(Target::Folder(ChildId(Uuid::nil()))))
}

/// May this document be listed under this permit's consent and hat? Used for the
/// rows of a list that was permitted and recorded as a whole.
pub(super) fn lists(
    policies: &Policies,
    granted: &Granted,
    assurance: crate::domain::question::Assurance,
    document: &DocumentFacts,
    now: Timestamp,
) -> bool {
    let mut document = document.clone();
    let rest = &granted.rest;
    settle::settle_document(policies.tables(), &mut document, rest.is_guardian, &rest.shields);
    let question = Question {
        now,
        person: granted.person,
        hat: granted.hat.clone(),
        assurance,
        act: Act::List,
        resource: Resource::Document(document),
        purpose: granted.purpose.clone(),
        consent: granted.consent.clone(),
        emergency: granted.emergency.clone(),
        fields: Vec::new(),
        law: rest.law.clone(),
        unscanned_allowed: false,
    };
    policies.decide(&question).allowed
}

/// The fields of law that an act touches.
fn fields(tables: &Tables, ask: &Ask, facts: &Facts, law: &Law) -> Vec<String> {
    let all = || {
        let mut all = law.guardians_decide.clone();
        all.extend(law.young_person_decides.iter().cloned());
        all.sort_unstable();
        all.dedup();
        all
    };
    match &ask.touching {
        Touching::All => all(),
        // Of a consent from before its categories were written down whoever decides on
        // anything decides: it can be stopped, in any case.
        _ if facts.scope.as_ref().is_some_and(|scope| scope.touches.is_empty()) => all(),
        Touching::Scope(documents, categories) => {
            let mut touches = settle::touches(tables, facts, &facts.own, (documents, categories));
            if let (Target::Consent(_), Some(scope)) = (ask.target, &facts.scope) {
                // A change of a consent is for those to decide who decide on what it
                // covers: naming a document that is not there gives nobody a say.
                touches.retain(|category| category != UNKNOWN_FIELD);
                touches.extend(scope.touches.iter().cloned());
            }
            tables.fields_of(&touches)
        }
        Touching::Target => match (&facts.document, &facts.scope) {
            (Some(document), _) => vec![document.field.clone()],
            (_, Some(scope)) => tables.fields_of(&scope.touches),
            _ => Vec::new(),
        },
    }
}

fn hash<'q>(questions: impl Iterator<Item = &'q Question>) -> [u8; 32] {
    let mut context = Sha256::new();
    context.update(b"samflyt/facts/1\n");
    for question in questions {
        // Serialising these types cannot fail: no maps with odd keys, no floats.
        context.update(&serde_json::to_vec(question).unwrap_or_default());
        context.update(b"\n");
    }
    context.finish()
}

pub(super) fn who(entry: &mut Entry, actor: &Actor, hat: &Hat) {
    entry.actor = Some(actor.person());
    entry.role = Some(hat.role().to_owned());
    entry.client = Some(actor.client().to_owned());
    entry.assurance = Some(actor.assurance().code().to_owned());
    if let Hat::Professional(membership) = hat {
        entry.unit = Some(membership.unit);
    }
}

pub(super) fn entry(
    kind: Kind,
    act: Act,
    actor: &Actor,
    ask: &Ask,
    said: &Said,
    now: Timestamp,
) -> Entry {
    let (kind, outcome, reason) = match &said.verdict {
        Verdict::Yes(_) => (kind, Outcome::Allowed, None),
        Verdict::No { reason, .. } => (Kind::Refused, Outcome::Refused, Some(*reason)),
    };
    let mut entry = Entry::new(now, kind, outcome);
    who(&mut entry, actor, &said.hat);
    entry.reason = reason.map(|reason| reason.code().to_owned());
    entry.agency = said.agency.or(match &said.hat {
        Hat::Auditor { agency } => *agency,
        _ => None,
    });
    entry.act = Some(act.code().to_owned());
    entry.child = said.child;
    entry.facts = Some(said.facts);
    entry.purpose.clone_from(&said.purpose);
    if let Target::Document(document, _) = ask.target {
        entry.document = Some(document);
        entry.version = said.version;
        entry.sha256 = said.sha256;
    }
    if let Some(emergency) = &said.emergency {
        // What is done in an emergency names it: its entry and its reason.
        entry.of = emergency.index;
        entry.reason = entry.reason.or(Some(emergency.reason.clone()));
    }
    if let Some(consent) = &said.consent {
        entry.consent = Some(consent.id);
        entry.revision =
            hex::decode(&consent.revision_sha256).ok().and_then(|bytes| bytes.try_into().ok());
    }
    if let Target::Request(request) = ask.target {
        entry.request = Some(request);
    }
    if let Target::Consent(consent) = ask.target {
        entry.consent = Some(consent);
    }
    entry
}

#[cfg(test)]
mod tests;
