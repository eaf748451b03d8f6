-- What units ask families for, and selections that a family remembers.

-- A row is kept for a child that nobody knows, too: `child` is null then and
-- nothing is kept of the words. `pid_index` counts requests by number until they
-- would lapse, and is dropped then, whoever is known. `by_id` says that the unit
-- named the child by its id. `touches` are the categories of all that is asked
-- for; `consent` and `revision` are what the family has given.
create table request (
    id blob primary key,
    child blob references child (id),
    pid_index blob,
    by_id boolean not null,
    unit blob not null references agency (id),
    purpose text not null,
    categories text not null,
    touches text not null,
    valid_until integer not null,
    words_sealed blob,
    renews blob references consent (id),
    state text not null,
    in_part boolean not null default false,
    created integer not null,
    created_by blob not null references person (id),
    idx integer not null,
    lapses integer not null,
    seen integer,
    reminders integer not null default 0,
    reminded integer,
    answered integer,
    answered_by blob references person (id),
    answered_idx integer,
    consent blob references consent (id),
    revision integer
);
create index request_child on request (child, created) where child is not null;
create index request_unit on request (unit, created);
create index request_number on request (pid_index, unit) where pid_index is not null;
create index request_lapses on request (lapses) where state = 'sent';
create index request_keeps on request (lapses) where pid_index is not null;

create table pack (
    id blob primary key,
    child blob not null references child (id),
    name_sealed blob not null,
    documents blob not null,
    categories text not null,
    also_later boolean not null,
    actions text not null,
    created integer not null,
    created_by blob not null references person (id),
    idx integer not null,
    dropped integer,
    dropped_idx integer
);
create index pack_child on pack (child, created);
