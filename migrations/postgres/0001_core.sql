-- Times are microseconds UTC since 1970; days are days since 1970.
-- Columns named *_sealed hold AES-256-GCM boxes (formats.md).

create table log_head (
    log_id bigint primary key,
    origin text not null,
    size bigint not null,
    edge bytea not null,
    time bigint not null
);

create table log_entry (
    log_id bigint not null,
    idx bigint not null,
    schema bigint not null,
    time bigint not null,
    kind text not null,
    outcome text not null,
    reason text,
    actor uuid,
    role text,
    unit uuid,
    agency uuid,
    supplier text,
    client text,
    assurance text,
    child uuid,
    document uuid,
    version bigint,
    sha256 bytea,
    consent uuid,
    revision bytea,
    purpose text,
    words text,
    request uuid,
    policy bytea,
    facts bytea,
    of_idx bigint,
    bytes bigint,
    act text,
    person uuid,
    key_system bytea not null,
    key_actor bytea,
    key_subject bytea,
    digests bytea,
    leaf bytea not null,
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
    log_id bigint not null,
    level bigint not null,
    pos bigint not null,
    hash bytea not null,
    primary key (log_id, level, pos)
);

create table log_checkpoint (
    log_id bigint not null,
    size bigint not null,
    time bigint not null,
    note text not null,
    primary key (log_id, size)
);

create table data_key (
    owner uuid primary key,
    root_version bigint not null,
    sealed bytea not null,
    created bigint not null
);
create index data_key_root on data_key (root_version);

create table person (
    id uuid primary key,
    name_sealed bytea not null,
    pid_sealed bytea,
    pid_index bytea,
    language text not null,
    handle text,
    created bigint not null
);
create unique index person_pid on person (pid_index) where pid_index is not null;
create unique index person_handle on person (handle) where handle is not null;

create table child (
    id uuid primary key,
    person uuid references person (id),
    name_sealed bytea not null,
    pid_sealed bytea,
    pid_index bytea,
    birth_day bigint not null,
    created bigint not null,
    erased bigint
);
create unique index child_pid on child (pid_index) where pid_index is not null;
create index child_person on child (person) where person is not null;

create table guardianship (
    id uuid primary key,
    child uuid not null references child (id),
    person uuid not null references person (id),
    kind text not null,
    evidence text,
    verified_by uuid references person (id),
    verified bigint,
    valid_from bigint not null,
    valid_until bigint,
    review_by bigint,
    created bigint not null
);
create index guardianship_child on guardianship (child);
create index guardianship_person on guardianship (person);

create table agency (
    id uuid primary key,
    parent uuid references agency (id),
    level text not null,
    kind text not null,
    orgnr text,
    name text not null,
    active boolean not null,
    recipient text,
    created bigint not null
);
create unique index agency_orgnr on agency (orgnr) where orgnr is not null;
create index agency_parent on agency (parent) where parent is not null;

create table membership (
    id uuid primary key,
    person uuid not null references person (id),
    unit uuid not null references agency (id),
    role text not null,
    state text not null,
    valid_from bigint not null,
    valid_until bigint,
    created bigint not null
);
create index membership_person on membership (person);
create index membership_unit on membership (unit);

create table appointment (
    id uuid primary key,
    person uuid not null references person (id),
    role text not null,
    agency uuid references agency (id),
    valid_from bigint not null,
    valid_until bigint,
    created bigint not null
);
create index appointment_person on appointment (person);

create table document (
    id uuid primary key,
    child uuid not null references child (id),
    category text not null,
    title_sealed bytea not null,
    date_day bigint,
    source uuid references agency (id),
    version bigint not null,
    sensitivity text not null,
    created bigint not null,
    created_by uuid not null references person (id),
    erased bigint
);
create index document_child on document (child, created);

create table document_version (
    document uuid not null references document (id),
    version bigint not null,
    media_type text not null,
    size_bytes bigint not null,
    sha256 bytea not null,
    file_name_sealed bytea not null,
    blob_name text not null,
    nonce bytea not null,
    file_key_sealed bytea,
    scan text not null,
    scan_reason text,
    scanned bigint,
    created bigint not null,
    created_by uuid not null references person (id),
    primary key (document, version)
);
create unique index document_version_blob on document_version (blob_name);
create index document_version_scan on document_version (scan) where scan = 'pending';

create table consent (
    id uuid primary key,
    child uuid not null references child (id),
    unit uuid not null references agency (id),
    purpose text not null,
    revision bigint not null,
    standing text not null,
    created bigint not null,
    created_by uuid not null references person (id),
    ended bigint,
    ended_by uuid references person (id),
    ended_idx bigint
);
create index consent_child on consent (child, created);
create index consent_unit on consent (unit, child);

create table consent_revision (
    consent uuid not null references consent (id),
    revision bigint not null,
    sha256 bytea not null,
    canonical_sealed bytea not null,
    valid_from bigint not null,
    valid_until bigint not null,
    given bigint not null,
    documents bytea not null,
    categories text not null,
    also_later boolean not null,
    actions text not null,
    excluded_persons bytea not null,
    excluded_units bytea not null,
    words_sealed bytea,
    text_version text not null,
    text_language text not null,
    created bigint not null,
    created_by uuid not null references person (id),
    idx bigint,
    primary key (consent, revision)
);

create table approval (
    consent uuid not null references consent (id),
    revision bigint not null,
    person uuid not null references person (id),
    answer text not null,
    text_version text not null,
    text_language text not null,
    at bigint not null,
    idx bigint,
    primary key (consent, revision, person)
);

create table token (
    hash bytea primary key,
    person uuid not null references person (id),
    assurance text not null,
    client text not null,
    created bigint not null,
    expires bigint not null,
    ended bigint
);
create index token_person on token (person);

create table idempotency (
    person uuid not null,
    key text not null,
    fingerprint bytea not null,
    result text not null,
    created bigint not null,
    primary key (person, key)
);
create index idempotency_created on idempotency (created);

create table setting (
    name text primary key,
    value text not null
);
