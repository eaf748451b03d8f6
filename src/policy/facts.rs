//! A question as Cedar sees it: principal, action, resource, circumstances and
//! the entities they speak of, built from typed values and never from text.
//!
//! Only three entities are built for a question: who asks, what is asked about,
//! and the one agency whose place in the hierarchy can matter. Nothing is kept
//! from one question to the next but names.

mod samples;

use crate::domain::agency::MembershipState;
use crate::domain::document::ScanState;
use crate::domain::id::{AgencyId, PersonId};
use crate::domain::question::{
    Act, ConsentAction, ConsentFacts, EmergencyFacts, Hat, Question, Resource, Standing,
};
use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
    Schema,
};
use samples::samples;
use std::collections::{BTreeSet, HashSet};
use uuid::Uuid;

const SCANS: [ScanState; 4] =
    [ScanState::Pending, ScanState::Clean, ScanState::Infected, ScanState::NotScanned];

/// Why a question cannot be put to the policies.
#[derive(Debug, thiserror::Error)]
pub enum FactsError {
    /// Such as opening a log: the schema has no such question.
    #[error("\"{act}\" cannot be asked about a {resource}")]
    Senseless {
        /// What was to be done.
        act: &'static str,
        /// To what kind of thing.
        resource: &'static str,
    },
    /// A name that Cedar does not take; a test shows that it takes all.
    #[error("a name is not one of the policy language: {0}")]
    Name(String),
    /// Values that Cedar does not take.
    #[error("the facts cannot be put to the policies: {0}")]
    Build(String),
}

/// What a question becomes.
pub(super) struct Asked {
    pub(super) request: Request,
    pub(super) entities: Entities,
}

/// Which of the schema's request environments a question belongs to: names of
/// principal type, act and resource type.
pub(super) type Environment = (&'static str, Act, &'static str);

/// Every environment that the schema knows.
pub(super) fn environments() -> impl Iterator<Item = Environment> {
    samples()
        .into_iter()
        .map(|question| environment(&question))
        .collect::<BTreeSet<_>>()
        .into_iter()
}

/// The environment of a question.
pub(super) fn environment(question: &Question) -> Environment {
    let principal = match question.hat {
        Hat::Guardian { .. } => "Guardian",
        Hat::YoungPerson { .. } => "YoungPerson",
        Hat::Professional(_) => "Professional",
        Hat::Auditor { .. } => "Auditor",
        Hat::Operator => "Operator",
        Hat::Nobody => "Nobody",
    };
    let resource = match question.resource {
        Resource::Folder { .. } => "Folder",
        Resource::Unit { .. } => "Agency",
        Resource::Members { .. } => "Members",
        Resource::Place(_) => "Place",
        Resource::Document(_) => "Document",
        Resource::Log { .. } => "Log",
    };
    (principal, question.act, resource)
}

/// Does the act make sense for this kind of resource? The schema says the same.
#[must_use]
pub fn makes_sense(act: Act, resource: &Resource) -> bool {
    match act {
        Act::List => matches!(resource, Resource::Folder { .. } | Resource::Document(_)),
        Act::Open | Act::Replace | Act::Erase | Act::Withhold | Act::ConfirmWithheld => {
            matches!(resource, Resource::Document(_))
        }
        Act::Store
        | Act::Grant
        | Act::SeeConsents
        | Act::Revoke
        | Act::ReadLog
        | Act::Draft
        | Act::HandBack
        | Act::SetEmergency
        | Act::OpenEmergency
        | Act::Export
        | Act::EraseFolder => matches!(resource, Resource::Folder { .. }),
        Act::Request => matches!(resource, Resource::Unit { .. }),
        Act::SeeMembers | Act::InviteMember => matches!(resource, Resource::Members { .. }),
        Act::ConfirmMember | Act::SuspendMember | Act::EndMember => {
            matches!(resource, Resource::Place(_))
        }
        Act::Audit => matches!(resource, Resource::Log { .. }),
    }
}

/// Names of types, actions and fixed words, parsed once.
#[derive(Debug)]
pub(super) struct Names {
    agency: EntityTypeName,
    child: EntityTypeName,
    guardian: EntityTypeName,
    young_person: EntityTypeName,
    professional: EntityTypeName,
    auditor: EntityTypeName,
    operator: EntityTypeName,
    nobody: EntityTypeName,
    folder: EntityTypeName,
    document: EntityTypeName,
    members: EntityTypeName,
    place: EntityTypeName,
    log: EntityTypeName,
    whole_log: EntityUid,
    acts: Vec<(Act, EntityUid)>,
    states: Vec<(MembershipState, EntityUid)>,
    scans: Vec<(ScanState, EntityUid)>,
    standings: Vec<(Standing, EntityUid)>,
    consent_actions: Vec<(ConsentAction, EntityUid)>,
}

type Value = RestrictedExpression;
type Pairs = Vec<(String, Value)>;

impl Names {
    pub(super) fn new() -> Result<Self, FactsError> {
        let log = type_name("Log")?;
        Ok(Self {
            agency: type_name("Agency")?,
            child: type_name("Child")?,
            guardian: type_name("Guardian")?,
            young_person: type_name("YoungPerson")?,
            professional: type_name("Professional")?,
            auditor: type_name("Auditor")?,
            operator: type_name("Operator")?,
            nobody: type_name("Nobody")?,
            folder: type_name("Folder")?,
            document: type_name("Document")?,
            members: type_name("Members")?,
            place: type_name("Place")?,
            whole_log: EntityUid::from_type_name_and_id(log.clone(), EntityId::new("all")),
            log,
            acts: words("Action", Act::ALL, Act::code)?,
            states: words("MembershipState", MembershipState::ALL, MembershipState::code)?,
            scans: words("ScanState", &SCANS, ScanState::code)?,
            standings: words("Standing", Standing::ALL, Standing::code)?,
            consent_actions: words("ConsentAction", ConsentAction::ALL, ConsentAction::code)?,
        })
    }

    /// Builds what Cedar needs to answer.
    pub(super) fn ask(&self, question: &Question) -> Result<Asked, FactsError> {
        if !makes_sense(question.act, &question.resource) {
            return Err(FactsError::Senseless {
                act: question.act.code(),
                resource: environment(question).2,
            });
        }
        let mut entities = Vec::with_capacity(4);
        let principal = self.principal(question, &mut entities)?;
        let resource = self.resource(&question.resource, &mut entities)?;
        let context = Context::from_pairs(self.circumstances(question)?).map_err(build)?;
        let action = word(&self.acts, question.act)?;
        Ok(Asked {
            request: Request::new(principal, action, resource, context, None).map_err(build)?,
            entities: Entities::from_entities(entities, None).map_err(build)?,
        })
    }

    /// Shows that everything that can be built fits this schema, so that no
    /// policy written against it meets a missing or misshapen fact.
    pub(super) fn conform(&self, schema: &Schema) -> Result<(), FactsError> {
        for question in samples() {
            let Asked { request, entities } = self.ask(&question)?;
            Entities::from_entities(entities, Some(schema)).map_err(build)?;
            let (Some(principal), Some(action), Some(resource), Some(context)) =
                (request.principal(), request.action(), request.resource(), request.context())
            else {
                return Err(FactsError::Build("a request without its parts".to_owned()));
            };
            Request::new(
                principal.clone(),
                action.clone(),
                resource.clone(),
                context.clone(),
                Some(schema),
            )
            .map_err(build)?;
        }
        Ok(())
    }

    fn principal(
        &self,
        question: &Question,
        entities: &mut Vec<Entity>,
    ) -> Result<EntityUid, FactsError> {
        let (kind, attributes) = match &question.hat {
            Hat::Guardian { child, verified, from, until, sees, decides, .. } => {
                let mut pairs = vec![
                    pair("child", self.child(child.0)),
                    pair("verified", Value::new_bool(*verified)),
                    pair("from", Value::new_long(from.as_micros())),
                    pair("sees", strings(sees)),
                    pair("decides", strings(decides)),
                ];
                pairs.extend(until.map(|until| pair("until", Value::new_long(until.as_micros()))));
                (&self.guardian, pairs)
            }
            Hat::YoungPerson { child, decides } => (
                &self.young_person,
                vec![pair("child", self.child(child.0)), pair("decides", strings(decides))],
            ),
            Hat::Professional(membership) => {
                let unit = uid(&self.agency, membership.unit.0);
                let above = membership.above.iter().map(|above| uid(&self.agency, above.0));
                entities.push(in_hierarchy(unit.clone(), above));
                let state = word(&self.states, membership.state)?;
                let mut pairs = vec![
                    pair("unit", Value::new_entity_uid(unit)),
                    pair("agency_active", Value::new_bool(membership.agency_active)),
                    pair("health", Value::new_bool(membership.health)),
                    pair("administrator", Value::new_bool(membership.administrator)),
                    pair("state", Value::new_entity_uid(state)),
                    pair("from", Value::new_long(membership.from.as_micros())),
                ];
                let until = membership.until.map(|until| Value::new_long(until.as_micros()));
                pairs.extend(until.map(|until| pair("until", until)));
                (&self.professional, pairs)
            }
            Hat::Auditor { agency } => {
                let agency = agency.map(|agency| uid(&self.agency, agency.0));
                let pairs = agency.map(|agency| pair("agency", Value::new_entity_uid(agency)));
                (&self.auditor, pairs.into_iter().collect())
            }
            Hat::Operator => (&self.operator, Vec::new()),
            Hat::Nobody => (&self.nobody, Vec::new()),
        };
        let principal = uid(kind, question.person.0);
        entities.push(entity(principal.clone(), attributes)?);
        Ok(principal)
    }

    fn resource(
        &self,
        resource: &Resource,
        entities: &mut Vec<Entity>,
    ) -> Result<EntityUid, FactsError> {
        let (name, attributes) = match resource {
            Resource::Folder { child, shielded, emergency_on } => {
                let pairs = vec![
                    pair("child", self.child(child.0)),
                    pair("shielded", Value::new_bool(*shielded)),
                    pair("emergency_on", Value::new_bool(*emergency_on)),
                ];
                (uid(&self.folder, child.0), pairs)
            }
            Resource::Unit { unit } => {
                // The asker's own unit is there already, with the bodies above it.
                let unit = uid(&self.agency, unit.0);
                if !entities.iter().any(|entity| entity.uid() == unit) {
                    entities.push(Entity::new_no_attrs(unit.clone(), HashSet::new()));
                }
                return Ok(unit);
            }
            Resource::Document(document) => {
                let scan = word(&self.scans, document.scan)?;
                let pairs = vec![
                    pair("child", self.child(document.child.0)),
                    pair("category", Value::new_string(document.category.clone())),
                    pair("field", Value::new_string(document.field.clone())),
                    pair("withheld", Value::new_bool(document.withheld)),
                    pair("shielded", Value::new_bool(document.shielded)),
                    pair("created", Value::new_long(document.created_at.as_micros())),
                    pair("scan", Value::new_entity_uid(scan)),
                    pair("newest", Value::new_bool(document.newest)),
                    pair("erased", Value::new_bool(document.erased.is_some())),
                ];
                (uid(&self.document, document.id.0), pairs)
            }
            Resource::Members { unit, above } => {
                let owner = self.body(entities, *unit, above);
                (uid(&self.members, unit.0), vec![pair("unit", Value::new_entity_uid(owner))])
            }
            Resource::Place(place) => {
                let owner = self.body(entities, place.unit, &place.above);
                let person = |id: PersonId| Value::new_entity_uid(uid(&self.professional, id.0));
                let mut pairs = vec![
                    pair("unit", Value::new_entity_uid(owner)),
                    pair("person", person(place.person)),
                    pair("state", Value::new_entity_uid(word(&self.states, place.state)?)),
                ];
                pairs.extend(place.invited_by.map(|by| pair("invited_by", person(by))));
                (uid(&self.place, place.person.0), pairs)
            }
            Resource::Log { agency: None, .. } => (self.whole_log.clone(), Vec::new()),
            Resource::Log { agency: Some(agency), above } => {
                let owner = uid(&self.agency, agency.0);
                // A professional may have put the same unit in already; both are
                // facts about one agency, so the first one stands only if equal.
                let above = above.iter().map(|above| uid(&self.agency, above.0));
                add(entities, in_hierarchy(owner.clone(), above))?;
                (uid(&self.log, agency.0), vec![pair("agency", Value::new_entity_uid(owner))])
            }
        };
        entities.push(entity(name.clone(), attributes)?);
        Ok(name)
    }

    /// A unit with the bodies above it; the asker's own is there already.
    fn body(&self, entities: &mut Vec<Entity>, unit: AgencyId, above: &[AgencyId]) -> EntityUid {
        let unit = uid(&self.agency, unit.0);
        if !entities.iter().any(|entity| entity.uid() == unit) {
            let above = above.iter().map(|above| uid(&self.agency, above.0));
            entities.push(in_hierarchy(unit.clone(), above));
        }
        unit
    }

    fn circumstances(&self, question: &Question) -> Result<Pairs, FactsError> {
        let mut pairs = vec![
            pair("now", Value::new_long(question.now.as_micros())),
            pair("assurance", Value::new_long(question.assurance.level())),
            pair("unscanned_allowed", Value::new_bool(question.unscanned_allowed)),
            pair("fields", strings(&question.fields)),
            pair("guardians_decide", strings(&question.law.guardians_decide)),
            pair("young_person_decides", strings(&question.law.young_person_decides)),
            pair("may_withhold", Value::new_bool(question.law.may_withhold)),
            pair("adult", Value::new_bool(question.law.adult)),
        ];
        if let Some(purpose) = &question.purpose {
            pairs.push(pair("purpose", Value::new_string(purpose.clone())));
        }
        if let Some(consent) = &question.consent {
            pairs.push(pair("consent", self.consent(consent, &question.resource)?));
        }
        if let Some(emergency) = &question.emergency {
            pairs.push(pair("emergency", self.emergency(emergency)?));
        }
        Ok(pairs)
    }

    fn emergency(&self, emergency: &EmergencyFacts) -> Result<Value, FactsError> {
        let person = uid(&self.professional, emergency.person.0);
        Value::new_record([
            pair("child", self.child(emergency.child.0)),
            pair("person", Value::new_entity_uid(person)),
            pair("from", Value::new_long(emergency.from.as_micros())),
            pair("until", Value::new_long(emergency.until.as_micros())),
        ])
        .map_err(build)
    }

    /// Of the documents named one by one only the one that is asked about is
    /// handed over: a long consent costs no more than a short one.
    fn consent(&self, consent: &ConsentFacts, about: &Resource) -> Result<Value, FactsError> {
        let asked = match about {
            Resource::Document(document) => Some(document.id),
            _ => None,
        };
        let ids = |kind: &EntityTypeName, ids: &mut dyn Iterator<Item = Uuid>| {
            Value::new_set(ids.map(|id| Value::new_entity_uid(uid(kind, id))))
        };
        let actions: Result<Vec<_>, _> =
            consent.actions.iter().map(|action| word(&self.consent_actions, *action)).collect();
        let documents =
            &mut asked.filter(|id| consent.documents.contains(id)).map(|id| id.0).into_iter();
        let persons = &mut consent.excluded_persons.iter().map(|id| id.0);
        let units = &mut consent.excluded_units.iter().map(|id| id.0);
        let categories = consent.categories.iter().map(|code| Value::new_string(code.clone()));
        let standing = word(&self.standings, consent.standing)?;
        Value::new_record([
            pair("child", self.child(consent.child.0)),
            pair("unit", Value::new_entity_uid(uid(&self.agency, consent.unit.0))),
            pair("purpose", Value::new_string(consent.purpose.clone())),
            pair("standing", Value::new_entity_uid(standing)),
            pair("valid_from", Value::new_long(consent.valid_from.as_micros())),
            pair("valid_until", Value::new_long(consent.valid_until.as_micros())),
            pair("given_at", Value::new_long(consent.given_at.as_micros())),
            pair("documents", ids(&self.document, documents)),
            pair("categories", Value::new_set(categories)),
            pair("also_later", Value::new_bool(consent.also_later)),
            pair("actions", Value::new_set(actions?.into_iter().map(Value::new_entity_uid))),
            pair("excluded_persons", ids(&self.professional, persons)),
            pair("excluded_units", ids(&self.agency, units)),
            pair("fields", strings(&consent.fields)),
            pair("by_guardian", Value::new_bool(consent.by_guardian)),
            pair("by_young_person", Value::new_bool(consent.by_young_person)),
            pair("by_representative", Value::new_bool(consent.by_representative)),
            pair("used", Value::new_bool(consent.used)),
        ])
        .map_err(build)
    }

    fn child(&self, child: Uuid) -> Value {
        Value::new_entity_uid(uid(&self.child, child))
    }
}

fn strings(codes: &[String]) -> Value {
    Value::new_set(codes.iter().map(|code| Value::new_string(code.clone())))
}

fn type_name(name: &str) -> Result<EntityTypeName, FactsError> {
    name.parse().map_err(|_| FactsError::Name(name.to_owned()))
}

fn words<T: Copy>(
    kind: &str,
    values: &[T],
    code: impl Fn(T) -> &'static str,
) -> Result<Vec<(T, EntityUid)>, FactsError> {
    let kind = type_name(kind)?;
    let name = |value: &T| {
        let id = EntityId::new(code(*value));
        (*value, EntityUid::from_type_name_and_id(kind.clone(), id))
    };
    Ok(values.iter().map(name).collect())
}

fn word<T: Copy + PartialEq + std::fmt::Debug>(
    words: &[(T, EntityUid)],
    value: T,
) -> Result<EntityUid, FactsError> {
    let found = words.iter().find(|(other, _)| *other == value);
    found.map(|(_, name)| name.clone()).ok_or_else(|| FactsError::Name(format!("{value:?}")))
}

fn uid(kind: &EntityTypeName, id: Uuid) -> EntityUid {
    let mut buffer = Uuid::encode_buffer();
    let id = EntityId::new(id.as_hyphenated().encode_lower(&mut buffer));
    EntityUid::from_type_name_and_id(kind.clone(), id)
}

fn pair(name: &str, value: Value) -> (String, Value) {
    (name.to_owned(), value)
}

fn entity(name: EntityUid, attributes: Pairs) -> Result<Entity, FactsError> {
    Entity::new_with_tags(name, attributes, [], []).map_err(build)
}

/// The bodies above are named as direct parents: their order does not matter to
/// `in`. A body is never its own parent, whatever the facts say.
fn in_hierarchy(agency: EntityUid, above: impl Iterator<Item = EntityUid>) -> Entity {
    let above: HashSet<_> = above.filter(|above| *above != agency).collect();
    Entity::new_no_attrs(agency, above)
}

/// Adds an agency unless the same agency with the same bodies above is there.
fn add(entities: &mut Vec<Entity>, entity: Entity) -> Result<(), FactsError> {
    match entities.iter().find(|other| other.uid() == entity.uid()) {
        None => entities.push(entity),
        Some(other) if *other == entity => {}
        Some(other) => return Err(FactsError::Build(format!("two places for {}", other.uid()))),
    }
    Ok(())
}

fn build(error: impl std::fmt::Display) -> FactsError {
    FactsError::Build(error.to_string())
}
