-- What people and units are told of, and what of it still has to leave the service.

-- With a person: in that person's inbox; with a unit too: as a member of it. With
-- a unit alone: for its programs.
create table notice (
    id blob primary key,
    person blob references person (id),
    unit blob references agency (id),
    kind text not null,
    child blob,
    by_unit blob,
    consent blob,
    document blob,
    request blob,
    idx integer,
    urgent boolean not null,
    created integer not null,
    shown_from integer not null,
    seen integer,
    dedup text not null
);
create unique index notice_dedup on notice (dedup);
create index notice_person on notice (person, shown_from, id) where person is not null;
create index notice_unseen on notice (person) where seen is null;
create index notice_consent on notice (consent) where consent is not null;
create index notice_idx on notice (idx) where idx is not null;
create index notice_created on notice (created);

create table contact (
    person blob primary key references person (id),
    how text not null,
    mail_sealed blob,
    asked_sealed blob,
    code_sealed blob,
    asked integer,
    codes_day integer not null,
    codes integer not null,
    tries integer not null,
    updated integer not null
);

create table webhook (
    id blob primary key,
    unit blob not null references agency (id),
    url text not null,
    secret_sealed blob not null,
    old_sealed blob,
    old_until integer,
    active boolean not null,
    created integer not null
);
create index webhook_unit on webhook (unit);

-- Target: a person for the channels of mail, a webhook for the other one.
create table delivery (
    id blob primary key,
    notice blob references notice (id),
    channel text not null,
    target blob not null,
    dedup text not null,
    due integer not null,
    expires integer not null,
    attempts integer not null,
    next_try integer not null,
    lease_until integer,
    done integer,
    given_up integer,
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
