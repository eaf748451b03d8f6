-- The life of a consent: several givers, revisions that wait, one opening, who
-- stands behind it; guardianships by four eyes; what is withheld and shielded;
-- emergencies and the auditors' cases.

alter table guardianship add column entered_by blob;
alter table guardianship add column ended_by blob;

alter table document add column withheld text;
alter table document add column withheld_at integer;
alter table document add column withheld_until integer;
alter table document add column withheld_idx integer;
alter table document add column withheld_by blob;

-- `pending` is the revision that waits for approval beside the one in force;
-- `lapses` is when what waits lapses; `used_idx` is the opening that uses up a
-- consent for one opening, while it runs and for good when it was complete.
alter table consent add column pending integer;
alter table consent add column lapses integer;
alter table consent add column used_idx integer;
alter table consent add column request blob;

-- `touches` are the categories of everything covered; `carried_by` is the
-- revision whose approvals carry this one: itself, or an earlier and wider one.
alter table consent_revision add column touches text not null default '';
update consent_revision set touches = categories;
alter table consent_revision add column carried_by integer not null default 1;
alter table consent_revision add column once boolean not null default false;
alter table consent_revision add column heard text;
alter table consent_revision add column heard_words_sealed blob;

create index child_born on child (birth_day);
create index consent_lapses on consent (lapses) where lapses is not null;
create index document_marked on document (withheld_until) where withheld = 'asked';
create index guardianship_until on guardianship (valid_until) where valid_until is not null;

-- Hidden from one guardian: a document, a consent, a unit and what stands under
-- it, or one entry of the log.
create table shield (
    id blob primary key,
    child blob not null references child (id),
    person blob not null references person (id),
    kind text not null,
    target blob,
    target_idx integer,
    ground text not null,
    ground_words_sealed blob,
    set_by blob,
    created integer not null,
    idx integer,
    lifted integer,
    lifted_by blob,
    lifted_idx integer
);
create index shield_person on shield (person, child);
create index shield_child on shield (child);

create table emergency_answer (
    child blob not null references child (id),
    person blob not null references person (id),
    switched_on boolean not null,
    text_version text not null,
    text_language text not null,
    at integer not null,
    idx integer,
    primary key (child, person)
);

create table emergency (
    id blob primary key,
    child blob not null references child (id),
    person blob not null references person (id),
    unit blob not null references agency (id),
    reason text not null,
    words_sealed blob,
    valid_from integer not null,
    valid_until integer not null,
    idx integer
);
create index emergency_person on emergency (person, child);
create index emergency_child on emergency (child);

create table audit_case (
    id blob primary key,
    kind text not null,
    state text not null,
    child blob,
    unit blob,
    agency blob,
    entry integer,
    created integer not null
);
create index audit_case_state on audit_case (state, created);

create table audit_finding (
    audit_case blob not null references audit_case (id),
    person blob not null references person (id),
    finding text not null,
    words_sealed blob,
    at integer not null,
    idx integer,
    primary key (audit_case, person)
);
