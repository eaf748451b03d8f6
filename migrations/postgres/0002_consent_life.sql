-- The life of a consent: several givers, revisions that wait, one opening, who
-- stands behind it; guardianships by four eyes; what is withheld and shielded;
-- emergencies and the auditors' cases.

alter table guardianship add column entered_by uuid;
alter table guardianship add column ended_by uuid;

alter table document add column withheld text;
alter table document add column withheld_at bigint;
alter table document add column withheld_until bigint;
alter table document add column withheld_idx bigint;
alter table document add column withheld_by uuid;

-- `pending` is the revision that waits for approval beside the one in force;
-- `lapses` is when what waits lapses; `used_idx` is the opening that uses up a
-- consent for one opening, while it runs and for good when it was complete.
alter table consent add column pending bigint;
alter table consent add column lapses bigint;
alter table consent add column used_idx bigint;
alter table consent add column request uuid;

-- `touches` are the categories of everything covered; `carried_by` is the
-- revision whose approvals carry this one: itself, or an earlier and wider one.
alter table consent_revision add column touches text not null default '';
update consent_revision set touches = categories;
alter table consent_revision add column carried_by bigint not null default 1;
alter table consent_revision add column once boolean not null default false;
alter table consent_revision add column heard text;
alter table consent_revision add column heard_words_sealed bytea;

create index child_born on child (birth_day);
create index consent_lapses on consent (lapses) where lapses is not null;
create index document_marked on document (withheld_until) where withheld = 'asked';
create index guardianship_until on guardianship (valid_until) where valid_until is not null;

-- Hidden from one guardian: a document, a consent, a unit and what stands under
-- it, or one entry of the log.
create table shield (
    id uuid primary key,
    child uuid not null references child (id),
    person uuid not null references person (id),
    kind text not null,
    target uuid,
    target_idx bigint,
    ground text not null,
    ground_words_sealed bytea,
    set_by uuid,
    created bigint not null,
    idx bigint,
    lifted bigint,
    lifted_by uuid,
    lifted_idx bigint
);
create index shield_person on shield (person, child);
create index shield_child on shield (child);

create table emergency_answer (
    child uuid not null references child (id),
    person uuid not null references person (id),
    switched_on boolean not null,
    text_version text not null,
    text_language text not null,
    at bigint not null,
    idx bigint,
    primary key (child, person)
);

create table emergency (
    id uuid primary key,
    child uuid not null references child (id),
    person uuid not null references person (id),
    unit uuid not null references agency (id),
    reason text not null,
    words_sealed bytea,
    valid_from bigint not null,
    valid_until bigint not null,
    idx bigint
);
create index emergency_person on emergency (person, child);
create index emergency_child on emergency (child);

create table audit_case (
    id uuid primary key,
    kind text not null,
    state text not null,
    child uuid,
    unit uuid,
    agency uuid,
    entry bigint,
    created bigint not null
);
create index audit_case_state on audit_case (state, created);

create table audit_finding (
    audit_case uuid not null references audit_case (id),
    person uuid not null references person (id),
    finding text not null,
    words_sealed bytea,
    at bigint not null,
    idx bigint,
    primary key (audit_case, person)
);
