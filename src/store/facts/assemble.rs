//! From the joined rows to facts.

use super::{Candidate, Facts, Material, is_marked, unpack, words};
use crate::domain::agency::{Kind, Level, MembershipState};
use crate::domain::document::{MediaType, ScanState};
use crate::domain::question::{
    ADMINISTRATOR, ConsentAction, ConsentFacts, DocumentFacts, Hat, Membership, Standing,
};
use crate::domain::time::Day;
use crate::domain::{AgencyId, ChildId, ConsentId, DocumentId, MembershipId, PersonId, Timestamp};
use crate::store::conn::row;
use crate::store::error::{StoreError, corrupt};
use std::collections::HashSet;
use uuid::Uuid;

row! {
    pub(super) struct Row {
        pub(super) child: Option<Uuid>,
        pub(super) child_erased: Option<i64>,
        pub(super) child_person: Option<Uuid>,
        pub(super) child_born: Option<i64>,
        pub(super) document: Option<Uuid>,
        pub(super) category: Option<String>,
        pub(super) d_source: Option<Uuid>,
        pub(super) d_withheld: Option<String>,
        pub(super) d_withheld_until: Option<i64>,
        pub(super) document_created: Option<i64>,
        pub(super) document_erased: Option<i64>,
        pub(super) version: Option<i64>,
        pub(super) newest: Option<i64>,
        pub(super) media_type: Option<String>,
        pub(super) size_bytes: Option<i64>,
        pub(super) sha256: Option<Vec<u8>>,
        pub(super) blob_name: Option<String>,
        pub(super) nonce: Option<Vec<u8>>,
        pub(super) file_key_sealed: Option<Vec<u8>>,
        pub(super) file_name_sealed: Option<Vec<u8>>,
        pub(super) scan: Option<String>,
        pub(super) root_version: Option<i64>,
        pub(super) data_key_sealed: Option<Vec<u8>>,
        pub(super) guardianship: Option<Uuid>,
        pub(super) g_kind: Option<String>,
        pub(super) g_verified: Option<i64>,
        pub(super) g_from: Option<i64>,
        pub(super) g_until: Option<i64>,
        pub(super) membership: Option<Uuid>,
        pub(super) m_unit: Option<Uuid>,
        pub(super) m_state: Option<String>,
        pub(super) m_role: Option<String>,
        pub(super) m_from: Option<i64>,
        pub(super) m_until: Option<i64>,
        pub(super) a_active: Option<bool>,
        pub(super) a_kind: Option<String>,
        pub(super) a_level: Option<String>,
        pub(super) b_id: Option<Uuid>,
        pub(super) b_active: Option<bool>,
        pub(super) o_id: Option<Uuid>,
        pub(super) o_active: Option<bool>,
        pub(super) consent: Option<Uuid>,
        pub(super) c_child: Option<Uuid>,
        pub(super) c_unit: Option<Uuid>,
        pub(super) purpose: Option<String>,
        pub(super) revision: Option<i64>,
        pub(super) standing: Option<String>,
        pub(super) c_ended: Option<i64>,
        pub(super) r_sha256: Option<Vec<u8>>,
        pub(super) r_from: Option<i64>,
        pub(super) r_until: Option<i64>,
        pub(super) given: Option<i64>,
        pub(super) documents: Option<Vec<u8>>,
        pub(super) categories: Option<String>,
        pub(super) also_later: Option<bool>,
        pub(super) actions: Option<String>,
        pub(super) excluded_persons: Option<Vec<u8>>,
        pub(super) excluded_units: Option<Vec<u8>>,
        pub(super) touches: Option<String>,
        pub(super) once: Option<bool>,
        pub(super) used_idx: Option<i64>,
        pub(super) carriers: Option<String>,
        pub(super) by_young_person: bool,
        pub(super) appointment: Option<Uuid>,
        pub(super) w_role: Option<String>,
        pub(super) w_agency: Option<Uuid>,
        pub(super) w_from: Option<i64>,
        pub(super) w_until: Option<i64>,
        /// Is the person anybody's guardian?
        pub(super) guards: bool,
        /// Is the person one of the children, with a sign-in?
        pub(super) is_child: bool,
        /// Has the person declared an emergency that lasts?
        pub(super) in_emergency: bool,
    }
}

/// `above` takes places in bodies above units, too.
pub(super) fn assemble(
    rows: &[Row],
    person: PersonId,
    now: Timestamp,
    above: bool,
) -> Result<Facts, StoreError> {
    let Some(first) = rows.first() else { return Ok(Facts::default()) };
    let child = first.child.filter(|_| first.child_erased.is_none()).map(ChildId);
    let mut facts = Facts { child, ..Facts::default() };
    if let Some(child) = child {
        let born = first.child_born.and_then(Day::from_days);
        facts.born = Some(born.ok_or_else(|| corrupt("child", "birth_day", child))?);
        facts.is_guardian = first.guardianship.is_some();
        (facts.document, facts.material) = document_of(first, child, now)?;
    }
    let mut seen: HashSet<(&'static str, Uuid, Option<Uuid>)> = HashSet::new();
    for row in rows {
        let mut fresh = |what, id, consent| seen.insert((what, id, consent));
        if let (Some(child), Some(id)) = (child, row.guardianship)
            && fresh("guardian", id, None)
        {
            facts.candidates.push(plain(Hat::Guardian {
                child,
                kind: row.g_kind.clone().unwrap_or_default(),
                verified: row.g_verified.is_some(),
                from: time(row.g_from),
                until: row.g_until.map(Timestamp::from_micros),
                sees: Vec::new(),
                decides: Vec::new(),
            }));
        }
        let in_unit = row.a_level.as_deref().and_then(Level::from_code) == Some(Level::Unit);
        if let Some(id) = row.membership
            && (above || in_unit)
            && fresh("professional", id, row.consent)
        {
            let membership = membership_of(row, MembershipId(id))?;
            facts.candidates.push(Candidate {
                agency: row.o_id.or(row.b_id).map(AgencyId),
                hat: Hat::Professional(membership),
                consent: consent_of(row)?,
                emergency: None,
            });
        }
        if let Some(id) = row.appointment
            && fresh("appointment", id, None)
        {
            facts.candidates.extend(appointment_of(row, now).map(plain));
        }
    }
    if let Some(child) = child
        && first.child_person == Some(person.0)
    {
        facts.candidates.push(plain(Hat::YoungPerson { child, decides: Vec::new() }));
    }
    facts.candidates.sort_by_key(|candidate| rank(&candidate.hat));
    Ok(facts)
}

fn plain(hat: Hat) -> Candidate {
    Candidate::plain(hat)
}

fn rank(hat: &Hat) -> u8 {
    match hat {
        Hat::Guardian { .. } => 0,
        Hat::YoungPerson { .. } => 1,
        Hat::Professional(_) => 2,
        Hat::Auditor { .. } => 3,
        Hat::Operator => 4,
        Hat::Nobody => 5,
    }
}

fn time(micros: Option<i64>) -> Timestamp {
    Timestamp::from_micros(micros.unwrap_or(i64::MAX))
}

fn document_of(
    row: &Row,
    child: ChildId,
    now: Timestamp,
) -> Result<(Option<DocumentFacts>, Option<Material>), StoreError> {
    let Some(id) = row.document else { return Ok((None, None)) };
    let bad = |column| corrupt("document_version", column, id);
    let Some(scan) = row.scan.as_deref() else { return Ok((None, None)) };
    let facts = DocumentFacts {
        id: DocumentId(id),
        child,
        category: row.category.clone().unwrap_or_default(),
        field: String::new(),
        source: row.d_source.map(AgencyId),
        withheld: is_marked(row.d_withheld.as_deref(), row.d_withheld_until, now),
        shielded: false,
        created_at: time(row.document_created),
        scan: ScanState::from_code(scan).ok_or_else(|| bad("scan"))?,
        newest: row.version == row.newest,
        erased: row.document_erased.map(Timestamp::from_micros),
    };
    let material = Material {
        version: row.version.ok_or_else(|| bad("version"))?,
        newest: row.newest.ok_or_else(|| bad("newest"))?,
        media_type: row
            .media_type
            .as_deref()
            .and_then(MediaType::from_name)
            .ok_or_else(|| bad("media_type"))?,
        size_bytes: row
            .size_bytes
            .and_then(|size| u64::try_from(size).ok())
            .ok_or_else(|| bad("size_bytes"))?,
        sha256: fixed(row.sha256.as_deref()).ok_or_else(|| bad("sha256"))?,
        blob_name: row.blob_name.clone().ok_or_else(|| bad("blob_name"))?,
        nonce: fixed(row.nonce.as_deref()).ok_or_else(|| bad("nonce"))?,
        file_key_sealed: row.file_key_sealed.clone(),
        file_name_sealed: row.file_name_sealed.clone().unwrap_or_default(),
        root_version: row.root_version.ok_or_else(|| corrupt("data_key", "root_version", child))?,
        data_key_sealed: row
            .data_key_sealed
            .clone()
            .ok_or_else(|| corrupt("data_key", "sealed", child))?,
    };
    Ok((Some(facts), Some(material)))
}

fn membership_of(row: &Row, id: MembershipId) -> Result<Membership, StoreError> {
    Ok(Membership {
        unit: AgencyId(row.m_unit.ok_or_else(|| corrupt("membership", "unit", id))?),
        above: [row.b_id, row.o_id].into_iter().flatten().map(AgencyId).collect(),
        agency_active: [row.a_active, row.b_active, row.o_active]
            .into_iter()
            .flatten()
            .all(|active| active),
        health: row
            .a_kind
            .as_deref()
            .and_then(Kind::from_code)
            .is_some_and(Kind::gives_health_care),
        state: row
            .m_state
            .as_deref()
            .and_then(MembershipState::from_code)
            .ok_or_else(|| corrupt("membership", "state", id))?,
        administrator: row.m_role.as_deref() == Some(ADMINISTRATOR),
        from: time(row.m_from),
        until: row.m_until.map(Timestamp::from_micros),
    })
}

fn consent_of(row: &Row) -> Result<Option<ConsentFacts>, StoreError> {
    let Some(id) = row.consent else { return Ok(None) };
    let bad = |column| corrupt("consent", column, id);
    let sha256: [u8; 32] = fixed(row.r_sha256.as_deref()).ok_or_else(|| bad("sha256"))?;
    Ok(Some(ConsentFacts {
        id: ConsentId(id),
        revision: row.revision.ok_or_else(|| bad("revision"))?,
        revision_sha256: hex::encode(sha256),
        child: ChildId(row.c_child.ok_or_else(|| bad("child"))?),
        unit: AgencyId(row.c_unit.ok_or_else(|| bad("unit"))?),
        purpose: row.purpose.clone().unwrap_or_default(),
        standing: row
            .standing
            .as_deref()
            .and_then(Standing::from_code)
            .ok_or_else(|| bad("standing"))?,
        valid_from: time(row.r_from),
        valid_until: Timestamp::from_micros(row.r_until.ok_or_else(|| bad("valid_until"))?),
        given_at: Timestamp::from_micros(row.given.ok_or_else(|| bad("given"))?),
        ended: row.c_ended.map(Timestamp::from_micros),
        documents: unpack(row.documents.as_deref())
            .ok_or_else(|| bad("documents"))?
            .into_iter()
            .map(DocumentId)
            .collect(),
        categories: words(row.categories.as_deref()),
        also_later: row.also_later.unwrap_or(false),
        actions: words(row.actions.as_deref())
            .iter()
            .map(|code| ConsentAction::from_code(code).ok_or_else(|| bad("actions")))
            .collect::<Result<_, _>>()?,
        excluded_persons: unpack(row.excluded_persons.as_deref())
            .ok_or_else(|| bad("excluded_persons"))?
            .into_iter()
            .map(PersonId)
            .collect(),
        excluded_units: unpack(row.excluded_units.as_deref())
            .ok_or_else(|| bad("excluded_units"))?
            .into_iter()
            .map(AgencyId)
            .collect(),
        touches: words(row.touches.as_deref()),
        fields: Vec::new(),
        carriers: words(row.carriers.as_deref()),
        by_guardian: false,
        by_young_person: row.by_young_person,
        by_representative: false,
        once: row.once == Some(true),
        used: row.once == Some(true) && row.used_idx.is_some(),
    }))
}

/// The hat of an appointment that is in force now.
fn appointment_of(row: &Row, now: Timestamp) -> Option<Hat> {
    let ended = row.w_until.is_some_and(|until| Timestamp::from_micros(until) <= now);
    if ended || time(row.w_from) > now {
        return None;
    }
    match row.w_role.as_deref() {
        Some("auditor") => Some(Hat::Auditor { agency: row.w_agency.map(AgencyId) }),
        Some("operator") => Some(Hat::Operator),
        _ => None,
    }
}

fn fixed<const N: usize>(bytes: Option<&[u8]>) -> Option<[u8; N]> {
    bytes.and_then(|bytes| bytes.try_into().ok())
}
