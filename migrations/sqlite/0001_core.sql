-- Times are microseconds UTC since 1970; days are days since 1970.
-- Columns named *_sealed hold AES-256-GCM boxes (formats.md).

create table log_head (
    log_id integer primary key,
    origin text not null,
    size integer not null,
    edge blob not null,
    time integer not null
);

create table log_entry (
    log_id integer not null,
    idx integer not null,
    schema integer not null,
    time integer not null,
    kind text not null,
    outcome text not null,
    reason text,
    actor blob,
    role text,
    unit blob,
    agency blob,
    supplier text,
    client text,
    assurance text,
    child blob,
    document blob,
    version integer,
    sha256 blob,
    consent blob,
    revision blob,
    purpose text,
    words text,
    request blob,
    policy blob,
    facts blob,
    of_idx integer,
    bytes integer,
    act text,
    person blob,
    key_system blob not null,
    key_actor blob,
    key_subject blob,
    digests blob,
    leaf blob not null,
    primary key (log_id, idx)
);
create index log_entry_child on log_entry (child, idx) where child is not null;
create index log_entry_actor on log_entry (actor, idx) where actor is not null;
create index log_entry_unit on log_entry (unit, idx) where unit is not null;
create index log_entry_agency on log_entry (agency, idx) where agency is not null;
create index log_entry_opened on log_entry (consent, idx) where kind = 'opened';
create index log_entry_time on log_entry (time, idx);
create index log_entry_of on log_entry (log_id, of_idx) where of_idx is not null;

create table log_node (
    log_id integer not null,
    level integer not null,
    pos integer not null,
    hash blob not null,
    primary key (log_id, level, pos)
);

create table log_checkpoint (
    log_id integer not null,
    size integer not null,
    time integer not null,
    note text not null,
    primary key (log_id, size)
);

create table data_key (
    owner blob primary key,
    root_version integer not null,
    sealed blob not null,
    created integer not null
);
create index data_key_root on data_key (root_version);

create table person (
    id blob primary key,
    name_sealed blob not null,
    pid_sealed blob,
    pid_index blob,
    language text not null,
    handle text,
    created integer not null
);
create unique index person_pid on person (pid_index) where pid_index is not null;
create unique index person_handle on person (handle) where handle is not null;

create table child (
    id blob primary key,
    person blob references person (id),
    name_sealed blob not null,
    pid_sealed blob,
    pid_index blob,
    birth_day integer not null,
    created integer not null,
    erased integer
);
create unique index child_pid on child (pid_index) where pid_index is not null;
create index child_person on child (person) where person is not null;

create table guardianship (
    id blob primary key,
    child blob not null references child (id),
    person blob not null references person (id),
    kind text not null,
    evidence text,
    verified_by blob references person (id),
    verified integer,
    valid_from integer not null,
    valid_until integer,
    review_by integer,
    created integer not null
);
create index guardianship_child on guardianship (child);
create index guardianship_person on guardianship (person);

create table agency (
    id blob primary key,
    parent blob references agency (id),
    level text not null,
    kind text not null,
    orgnr text,
    name text not null,
    active boolean not null,
    recipient text,
    created integer not null
);
create unique index agency_orgnr on agency (orgnr) where orgnr is not null;
create index agency_parent on agency (parent) where parent is not null;

create table membership (
    id blob primary key,
    person blob not null references person (id),
    unit blob not null references agency (id),
    role text not null,
    state text not null,
    valid_from integer not null,
    valid_until integer,
    created integer not null
);
create index membership_person on membership (person);
create index membership_unit on membership (unit);

create table appointment (
    id blob primary key,
    person blob not null references person (id),
    role text not null,
    agency blob references agency (id),
    valid_from integer not null,
    valid_until integer,
    created integer not null
);
create index appointment_person on appointment (person);

create table document (
    id blob primary key,
    child blob not null references child (id),
    category text not null,
    title_sealed blob not null,
    date_day integer,
    source blob references agency (id),
    version integer not null,
    sensitivity text not null,
    created integer not null,
    created_by blob not null references person (id),
    erased integer
);
create index document_child on document (child, created);

create table document_version (
    document blob not null references document (id),
    version integer not null,
    media_type text not null,
    size_bytes integer not null,
    sha256 blob not null,
    file_name_sealed blob not null,
    blob_name text not null,
    nonce blob not null,
    file_key_sealed blob,
    scan text not null,
    scan_reason text,
    scanned integer,
    created integer not null,
    created_by blob not null references person (id),
    primary key (document, version)
);
create unique index document_version_blob on document_version (blob_name);
create index document_version_scan on document_version (scan) where scan = 'pending';

create table consent (
    id blob primary key,
    child blob not null references child (id),
    unit blob not null references agency (id),
    purpose text not null,
    revision integer not null,
    standing text not null,
    created integer not null,
    created_by blob not null references person (id),
    ended integer,
    ended_by blob references person (id),
    ended_idx integer
);
create index consent_child on consent (child, created);
create index consent_unit on consent (unit, child);

create table consent_revision (
    consent blob not null references consent (id),
    revision integer not null,
    sha256 blob not null,
    canonical_sealed blob not null,
    valid_from integer not null,
    valid_until integer not null,
    given integer not null,
    documents blob not null,
    categories text not null,
    also_later boolean not null,
    actions text not null,
    excluded_persons blob not null,
    excluded_units blob not null,
    words_sealed blob,
    text_version text not null,
    text_language text not null,
    created integer not null,
    created_by blob not null references person (id),
    idx integer,
    primary key (consent, revision)
);

create table approval (
    consent blob not null references consent (id),
    revision integer not null,
    person blob not null references person (id),
    answer text not null,
    text_version text not null,
    text_language text not null,
    at integer not null,
    idx integer,
    primary key (consent, revision, person)
);

create table token (
    hash blob primary key,
    person blob not null references person (id),
    assurance text not null,
    client text not null,
    created integer not null,
    expires integer not null,
    ended integer
);
create index token_person on token (person);

create table idempotency (
    person blob not null,
    key text not null,
    fingerprint blob not null,
    result text not null,
    created integer not null,
    primary key (person, key)
);
create index idempotency_created on idempotency (created);

create table setting (
    name text primary key,
    value text not null
);
