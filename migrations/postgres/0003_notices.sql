-- What people and units are told of, and what of it still has to leave the service.

-- With a person: in that person's inbox; with a unit too: as a member of it. With
-- a unit alone: for its programs.
create table notice (
    id uuid primary key,
    person uuid references person (id),
    unit uuid references agency (id),
    kind text not null,
    child uuid,
    by_unit uuid,
    consent uuid,
    document uuid,
    request uuid,
    idx bigint,
    urgent boolean not null,
    created bigint not null,
    shown_from bigint not null,
    seen bigint,
    dedup text not null
);
create unique index notice_dedup on notice (dedup);
create index notice_person on notice (person, shown_from, id) where person is not null;
create index notice_unseen on notice (person) where seen is null;
create index notice_consent on notice (consent) where consent is not null;
create index notice_idx on notice (idx) where idx is not null;
create index notice_created on notice (created);

create table contact (
    person uuid primary key references person (id),
    how text not null,
    mail_sealed bytea,
    asked_sealed bytea,
    code_sealed bytea,
    asked bigint,
    codes_day bigint not null,
    codes bigint not null,
    tries bigint not null,
    updated bigint not null
);

create table webhook (
    id uuid primary key,
    unit uuid not null references agency (id),
    url text not null,
    secret_sealed bytea not null,
    old_sealed bytea,
    old_until bigint,
    active boolean not null,
    created bigint not null
);
create index webhook_unit on webhook (unit);

-- Target: a person for the channels of mail, a webhook for the other one.
create table delivery (
    id uuid primary key,
    notice uuid references notice (id),
    channel text not null,
    target uuid not null,
    dedup text not null,
    due bigint not null,
    expires bigint not null,
    attempts bigint not null,
    next_try bigint not null,
    lease_until bigint,
    done bigint,
    given_up bigint,
    outcome text
);
create unique index delivery_dedup on delivery (dedup);
create index delivery_next on delivery (next_try) where done is null and given_up is null;
create index delivery_target on delivery (target, channel) where done is null and given_up is null;
create index delivery_notice on delivery (notice) where notice is not null;
create index delivery_due on delivery (due);

create index consent_revision_until on consent_revision (valid_until);

-- Of what had happened before there were notices, nobody is told.
insert into setting (name, value)
    select 'notices-told-below', cast(size as text) from log_head where log_id = 0;
