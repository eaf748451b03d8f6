//! The facts that decisions rest on, each set read by one statement inside the
//! deciding transaction. Nothing here is cached.

mod aim;
mod assemble;

pub use aim::Selection;
use assemble::{Row, assemble};

use super::conn::{Conn, on, row, sql};
use super::documents::Touched;
use super::emergencies::{self, Emergency};
use super::error::StoreError;
use super::shields::{self, Shields};
use crate::domain::document::MediaType;
use crate::domain::question::{
    ConsentFacts, DocumentFacts, EMERGENCY_SHEET, Hat, Membership, PlaceFacts,
};
use crate::domain::time::Day;
use crate::domain::{
    AgencyId, ChildId, ConsentId, DocumentId, MembershipId, PackId, PersonId, RequestId, Timestamp,
};
use std::collections::HashSet;
use uuid::Uuid;

/// What the facts are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// A child's folder.
    Folder(ChildId),
    /// A document; `None` is its newest version.
    Document(DocumentId, Option<i64>),
    /// A consent, by which its child's folder is meant; no other consent counts.
    Consent(ConsentId),
    /// A unit's request, by which the folder of the family that is asked is meant;
    /// for the family alone.
    Request(RequestId),
    /// A selection that a family remembers; for the family alone.
    Pack(PackId),
    /// A unit, as the sender of requests.
    Unit(AgencyId),
    /// The members of a unit.
    Members(AgencyId),
    /// One place in a unit.
    Place(MembershipId),
}

impl From<ChildId> for Target {
    fn from(child: ChildId) -> Self {
        Target::Folder(child)
    }
}

/// Everything the vault needs to open one version; useless without the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// Version number, from 1.
    pub version: i64,
    /// Number of the newest version.
    pub newest: i64,
    /// Kind of file.
    pub media_type: MediaType,
    /// Length of the plaintext in bytes.
    pub size_bytes: u64,
    /// SHA-256 of the plaintext.
    pub sha256: [u8; 32],
    /// Name in the object store.
    pub blob_name: String,
    /// First 16 bytes of the age payload.
    pub nonce: [u8; 16],
    /// The file key, sealed under the child's data key; `None` once erased.
    pub file_key_sealed: Option<Vec<u8>>,
    /// The file's name, sealed.
    pub file_name_sealed: Vec<u8>,
    /// Root key version of the child's data key.
    pub root_version: i64,
    /// The child's data key, sealed under the root key.
    pub data_key_sealed: Vec<u8>,
}

/// One way in which the person may ask: a hat, with a consent or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The capacity.
    pub hat: Hat,
    /// The organisation on top of the hat's unit.
    pub agency: Option<AgencyId>,
    /// The consent that could bear a yes.
    pub consent: Option<ConsentFacts>,
    /// The emergency that could bear a yes.
    pub emergency: Option<Emergency>,
}

impl Candidate {
    /// A hat with nothing that bears a yes but itself.
    #[must_use]
    pub fn plain(hat: Hat) -> Self {
        Self { hat, agency: None, consent: None, emergency: None }
    }
}

/// A consent that is asked about by its family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Which.
    pub consent: ConsentId,
    /// To whom.
    pub unit: AgencyId,
    /// Categories of everything it covers.
    pub touches: Vec<String>,
}

/// All that was found about a person and a target.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The child concerned, if it exists and is not erased.
    pub child: Option<ChildId>,
    /// The document concerned, if it exists.
    pub document: Option<DocumentFacts>,
    /// What the vault needs, if the version exists.
    pub material: Option<Material>,
    /// When the child was born.
    pub born: Option<Day>,
    /// Is the person a guardian of the child, by whatever guardianship?
    pub is_guardian: bool,
    /// What is hidden from the person.
    pub shields: Shields,
    /// The consent that is asked about.
    pub scope: Option<Scope>,
    /// The remembered selection that is asked about.
    pub pack: Option<Selection>,
    /// The unit whose members are asked about, if it exists, and the bodies above it.
    pub members: Option<(AgencyId, Vec<AgencyId>)>,
    /// The place that is asked about, if it exists.
    pub place: Option<PlaceFacts>,
    /// The folder's documents, where an act names some.
    pub own: Vec<Touched>,
    /// The same, erased ones too, where a remembered selection is asked about.
    pub ever: Vec<Touched>,
    /// Is the person of some child's family, whoever's?
    pub has_family: bool,
    /// Have all who must switched emergency access on?
    pub emergency_on: bool,
    /// Has the person tried too often of late?
    pub too_often: bool,
    /// Hats and consents, in the order: guardian, young person, professional, auditor, operator.
    pub candidates: Vec<Candidate>,
}

impl Facts {
    /// Is the person of the child's family?
    #[must_use]
    pub fn of_family(&self) -> bool {
        let of_family =
            |one: &Candidate| matches!(one.hat, Hat::Guardian { .. } | Hat::YoungPerson { .. });
        self.candidates.iter().any(of_family)
    }

    /// Each place in the unit of the emergency, once more, with what that gives; not
    /// one that the family keeps out.
    fn add_emergency(&mut self, emergency: &Emergency, now: Timestamp) {
        let mut places: Vec<Candidate> = Vec::new();
        for one in &self.candidates {
            let is_new = places.iter().all(|place| place.hat != one.hat);
            if let Hat::Professional(membership) = &one.hat
                && membership.unit == emergency.unit
                && !self.keeps_out(emergency.facts.person, membership, now)
                && is_new
            {
                let emergency = Some(emergency.clone());
                places.push(Candidate { consent: None, emergency, ..one.clone() });
            }
        }
        self.candidates.extend(places);
    }

    /// Does the family keep this member out by name in some consent?
    #[must_use]
    pub fn keeps_out(&self, person: PersonId, place: &Membership, now: Timestamp) -> bool {
        let mut consents = self.candidates.iter().filter_map(|one| one.consent.as_ref());
        consents.any(|consent| consent.keeps_out(person, place, now))
    }
}

/// The consents of a child to the units of a person: those that are approved and
/// not over, and of the others those that are among the child's 64 that ended
/// last: enough to word a refusal, however many there have ever been.
///
/// `coalesce` keeps PostgreSQL from making a join of the list, which it would
/// work out anew for each row while its statistics are young.
macro_rules! consents_of {
    ($child:literal, $now:literal) => {
        concat!(
            "left join consent c on c.child = k.id and c.unit in (a.id, b.id, o.id) and coalesce(\
             c.id in (select n.id from consent n \
             join consent_revision r on r.consent = n.id and r.revision = n.revision \
             where n.child = ",
            $child,
            " and n.standing = 'approved' and r.valid_until > ",
            $now,
            " union all select x.id from (select n.id from consent n \
             join consent_revision r on r.consent = n.id and r.revision = n.revision \
             where n.child = ",
            $child,
            " and (n.standing <> 'approved' or r.valid_until <= ",
            $now,
            ") order by coalesce(n.ended, r.valid_until) desc, coalesce(n.ended_idx, 0) desc, \
             n.id desc limit 64) x), false)"
        )
    };
}

/// Who of those with a say now has approved the revision: the kinds of their
/// guardianships, and whether the young person has.
macro_rules! carried {
    ($now:literal) => {
        concat!(
            "(select string_agg(x.kind, ' ') from approval y join guardianship x \
             on x.child = c.child and x.person = y.person \
             where y.consent = c.id and y.revision = r.carried_by and y.answer = 'approved' \
             and x.verified is not null and x.valid_from <= ",
            $now,
            " and (x.valid_until is null or x.valid_until > ",
            $now,
            ")) as carriers, \
             exists (select 1 from approval y where y.consent = c.id \
             and y.revision = r.carried_by and y.answer = 'approved' and y.person = k.person) \
             as by_young_person"
        )
    };
}

macro_rules! facts {
    (($($from:tt)+), $now:literal, $where:literal) => {
        concat!(
            "select k.id as child, k.erased as child_erased, k.person as child_person, \
             k.birth_day as child_born, \
             d.id as document, d.category, d.source as d_source, d.withheld as d_withheld, \
             d.withheld_until as d_withheld_until, d.created as document_created, d.erased as document_erased, \
             v.version, d.version as newest, v.media_type, v.size_bytes, v.sha256, v.blob_name, v.nonce, v.file_key_sealed, \
             v.file_name_sealed, v.scan, dk.root_version, dk.sealed as data_key_sealed, \
             g.id as guardianship, g.kind as g_kind, g.verified as g_verified, g.valid_from as g_from, \
             g.valid_until as g_until, \
             m.id as membership, m.unit as m_unit, m.state as m_state, m.role as m_role, m.valid_from as m_from, \
             m.valid_until as m_until, a.active as a_active, a.kind as a_kind, a.level as a_level, b.id as b_id, b.active as b_active, \
             o.id as o_id, o.active as o_active, \
             c.id as consent, c.child as c_child, c.unit as c_unit, c.purpose, c.revision, c.standing, c.ended as c_ended, \
             r.sha256 as r_sha256, r.valid_from as r_from, r.valid_until as r_until, r.given, \
             r.documents, r.categories, r.also_later, r.actions, r.excluded_persons, r.excluded_units, \
             r.touches, r.once, c.used_idx, ", carried!($now), ", \
             w.id as appointment, w.role as w_role, w.agency as w_agency, w.valid_from as w_from, \
             w.valid_until as w_until, \
             exists (select 1 from guardianship x where x.person = p.id) as guards, \
             exists (select 1 from child x where x.person = p.id) as is_child, \
             exists (select 1 from emergency x where x.person = p.id and x.valid_until > ",
            $now,
            ") as in_emergency \
             from person p ",
            $($from)+,
            " left join data_key dk on dk.owner = k.id \
             left join guardianship g on g.child = k.id and g.person = p.id \
             left join appointment w on w.person = p.id \
             left join consent_revision r on r.consent = c.id and r.revision = c.revision ",
            $where
        )
    };
}

sql! {
    FOR_DOCUMENT = facts!(
        ("left join document d on d.id = $2 \
         left join document_version v on v.document = d.id and v.version = coalesce($3, d.version) \
         left join child k on k.id = d.child \
         left join membership m on m.person = p.id \
         left join agency a on a.id = m.unit \
         left join agency b on b.id = a.parent \
         left join agency o on o.id = b.parent ",
         consents_of!("(select child from document where id = $2)", "$4")),
        "$4",
        "where p.id = $1"
    );
    FOR_FOLDER = facts!(
        ("left join child k on k.id = $2 \
         left join document d on 1 = 0 \
         left join document_version v on 1 = 0 \
         left join membership m on m.person = p.id \
         left join agency a on a.id = m.unit \
         left join agency b on b.id = a.parent \
         left join agency o on o.id = b.parent ",
         consents_of!("$2", "$3")),
        "$3",
        "where p.id = $1"
    );
    FOR_CONSENT = facts!(
        ("left join consent q on q.id = $2 \
         left join child k on k.id = q.child \
         left join document d on 1 = 0 \
         left join document_version v on 1 = 0 \
         left join membership m on m.person = p.id \
         left join agency a on a.id = m.unit \
         left join agency b on b.id = a.parent \
         left join agency o on o.id = b.parent \
         left join consent c on c.id = q.id and c.unit in (a.id, b.id, o.id)"),
        "$3",
        "where p.id = $1"
    );
    FOR_CASES = facts!(
        ("join membership m on m.person = p.id \
         left join agency a on a.id = m.unit \
         left join agency b on b.id = a.parent \
         left join agency o on o.id = b.parent \
         join consent c on c.unit in (a.id, b.id, o.id) and c.standing = 'approved' \
         join child k on k.id = c.child and k.erased is null \
         left join document d on 1 = 0 \
         left join document_version v on 1 = 0"),
        "$2",
        "where p.id = $1 and r.valid_from <= $2 and r.valid_until > $2 order by k.id, c.created, c.id"
    );
    SCOPE = "select c.unit, r.touches from consent c join consent_revision r on r.consent = c.id \
        where c.id = $1 and (r.revision = c.revision or r.revision = c.pending)";
    NEWS = "select distinct h.size, e.idx is not null as told, e.child, e.person from log_head h \
        left join log_entry e on e.log_id = h.log_id and e.idx >= $2 and e.idx < h.size \
        and e.kind not in ('opened', 'listed', 'refused', 'delivered', 'consents-seen', 'log-read', \
        'log-exported', 'vault-exported', 'folder-exported', 'log-erased', \
        'service-started', 'requests-seen', 'request-sent', \
        'request-declined', 'request-withdrawn', 'request-reminded', 'request-lapsed', \
        'pack-kept', 'pack-dropped', 'entry-reported') \
        where h.log_id = $1";
}

/// Facts about `person` and `target`. An unknown target gives facts without a
/// child, by the same statements as a known one: which are put follows from the
/// person and the kind of target alone.
///
/// # Errors
/// When they cannot be read, or a row fits no state.
pub async fn load(
    conn: &mut Conn,
    person: PersonId,
    target: Target,
    now: Timestamp,
) -> Result<Facts, StoreError> {
    let aim = aim::of(conn, target).await?;
    let rows: Vec<Row> = match target {
        Target::Document(document, version) => on!(conn, c => sqlx::query_as(FOR_DOCUMENT)
            .bind(person.0).bind(document.0).bind(version).bind(now.as_micros())
            .fetch_all(c).await)?,
        Target::Consent(consent) => on!(conn, c => sqlx::query_as(FOR_CONSENT)
            .bind(person.0).bind(consent.0).bind(now.as_micros()).fetch_all(c).await)?,
        Target::Folder(_)
        | Target::Request(_)
        | Target::Pack(_)
        | Target::Unit(_)
        | Target::Members(_)
        | Target::Place(_) => on!(conn, c => sqlx::query_as(FOR_FOLDER)
                .bind(person.0).bind(aim.child.0).bind(now.as_micros()).fetch_all(c).await)?,
    };
    // Who looks after units from above has no other business in that capacity.
    let of_members = matches!(target, Target::Members(_) | Target::Place(_));
    let mut facts = assemble(&rows, person, now, of_members)?;
    (facts.members, facts.place) = (aim.members, aim.place);
    facts.has_family = rows.first().is_some_and(|row| row.guards || row.is_child);
    if aim.for_family {
        facts.candidates.retain(|one| aim::is_family(&one.hat));
    }
    if facts.child.is_some() {
        (facts.scope, facts.pack) = (aim.scope, aim.pack);
    }
    let child = facts.child.unwrap_or(ChildId(Uuid::nil()));
    if let Target::Consent(consent) = target {
        let scope = find_scope(conn, consent).await?;
        facts.scope = scope.filter(|_| facts.child.is_some());
    }
    if rows.first().is_some_and(|row| row.guards) {
        let shields = shields::load(conn, person, child).await?;
        if facts.is_guardian {
            facts.shields = shields;
        }
    }
    if rows.first().is_some_and(|row| row.in_emergency) && matches!(target, Target::Document(..)) {
        let running = emergencies::list_running(conn, (person, child), now).await?;
        let is_sheet = |document: &DocumentFacts| document.category == EMERGENCY_SHEET;
        if facts.document.as_ref().is_some_and(is_sheet) {
            for emergency in running {
                facts.add_emergency(&emergency, now);
            }
        }
    }
    Ok(facts)
}

/// To whom a consent is given and what it touches, in its revision and in the
/// one that waits.
async fn find_scope(conn: &mut Conn, consent: ConsentId) -> Result<Option<Scope>, StoreError> {
    row! {
        struct Row {
            unit: Uuid,
            touches: String,
        }
    }
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(SCOPE).bind(consent.0).fetch_all(c).await)?;
    let Some(first) = rows.first() else { return Ok(None) };
    let mut touches: Vec<String> = rows.iter().flat_map(|row| words(Some(&row.touches))).collect();
    touches.sort_unstable();
    touches.dedup();
    Ok(Some(Scope { consent, unit: AgencyId(first.unit), touches }))
}

/// Facts about each child that some approved consent whose time is now opens to
/// a unit of `person`; whether it is in force is for the policy to say.
///
/// # Errors
/// When they cannot be read, or a row fits no state.
pub async fn load_cases(
    conn: &mut Conn,
    person: PersonId,
    now: Timestamp,
) -> Result<Vec<Facts>, StoreError> {
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(FOR_CASES)
        .bind(person.0).bind(now.as_micros()).fetch_all(c).await)?;
    let mut cases = Vec::new();
    for rows in rows.chunk_by(|one, next| one.child == next.child) {
        let mut facts = assemble(rows, person, now, false)?;
        if let (true, Some(child)) = (facts.is_guardian, facts.child) {
            facts.shields = shields::load(conn, person, child).await?;
        }
        cases.push(facts);
    }
    Ok(cases)
}

/// What a person is appointed to, apart from any child.
///
/// # Errors
/// When it cannot be read.
pub async fn load_standing(
    conn: &mut Conn,
    person: PersonId,
    now: Timestamp,
) -> Result<Facts, StoreError> {
    let mut facts = Facts::default();
    for appointment in super::people::list_appointments(conn, person).await? {
        if appointment.from > now || appointment.until.is_some_and(|until| until <= now) {
            continue;
        }
        facts.candidates.extend(match appointment.role.as_str() {
            "auditor" => Some(Candidate::plain(Hat::Auditor { agency: appointment.agency })),
            "operator" => Some(Candidate::plain(Hat::Operator)),
            _ => None,
        });
    }
    Ok(facts)
}

/// What happened in the log since some index that may change an answer.
#[derive(Debug, Default)]
pub struct News {
    /// How many entries the log has.
    pub size: i64,
    children: HashSet<ChildId>,
    persons: HashSet<PersonId>,
    all: bool,
}

impl News {
    /// Can the answer to `person` about something of `child` be another now?
    #[must_use]
    pub fn concern(&self, person: PersonId, child: Option<ChildId>) -> bool {
        self.all
            || self.persons.contains(&person)
            || child.is_none_or(|child| self.children.contains(&child))
    }
}

/// What happened from entry `since` on: an entry of a folder concerns that
/// folder, one of a person that person, every other one everybody. Readings and
/// refusals change no answer.
///
/// # Errors
/// When it cannot be read.
pub async fn news(conn: &mut Conn, since: i64) -> Result<News, StoreError> {
    row! {
        struct Row {
            size: i64,
            told: bool,
            child: Option<Uuid>,
            person: Option<Uuid>,
        }
    }
    let rows: Vec<Row> = on!(conn, c => sqlx::query_as(NEWS)
        .bind(super::log::DEFAULT_LOG).bind(since).fetch_all(c).await)?;
    let mut news = News::default();
    for row in rows {
        news.size = row.size;
        match (row.told, row.child, row.person) {
            (false, ..) => {}
            (true, Some(child), _) => {
                news.children.insert(ChildId(child));
            }
            (true, None, Some(person)) => {
                news.persons.insert(PersonId(person));
            }
            (true, None, None) => news.all = true,
        }
    }
    Ok(news)
}

/// Is a document marked "not for my guardians": confirmed, or asked for and not
/// lapsed?
pub(crate) fn is_marked(mark: Option<&str>, until: Option<i64>, now: Timestamp) -> bool {
    match mark {
        Some("confirmed") => true,
        Some(_) => until.is_some_and(|until| Timestamp::from_micros(until) > now),
        None => false,
    }
}

/// Ids side by side, 16 bytes each.
#[must_use]
pub(crate) fn pack(ids: impl IntoIterator<Item = Uuid>) -> Vec<u8> {
    ids.into_iter().flat_map(Uuid::into_bytes).collect()
}

/// The inverse of [`pack`]; `None` when the length is no multiple of 16.
pub(crate) fn unpack(bytes: Option<&[u8]>) -> Option<Vec<Uuid>> {
    let bytes = bytes.unwrap_or_default();
    let (ids, rest) = bytes.as_chunks::<16>();
    rest.is_empty().then(|| ids.iter().map(|id| Uuid::from_bytes(*id)).collect())
}

pub(crate) fn words(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}
