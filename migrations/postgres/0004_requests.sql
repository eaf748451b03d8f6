-- What units ask families for, and selections that a family remembers.

-- A row is kept for a child that nobody knows, too: `child` is null then and
-- nothing is kept of the words. `pid_index` counts requests by number until they
-- would lapse, and is dropped then, whoever is known. `by_id` says that the unit
-- named the child by its id. `touches` are the categories of all that is asked
-- for; `consent` and `revision` are what the family has given.
create table request (
    id uuid primary key,
    child uuid references child (id),
    pid_index bytea,
    by_id boolean not null,
    unit uuid not null references agency (id),
    purpose text not null,
    categories text not null,
    touches text not null,
    valid_until bigint not null,
    words_sealed bytea,
    renews uuid references consent (id),
    state text not null,
    in_part boolean not null default false,
    created bigint not null,
    created_by uuid not null references person (id),
    idx bigint not null,
    lapses bigint not null,
    seen bigint,
    reminders bigint not null default 0,
    reminded bigint,
    answered bigint,
    answered_by uuid references person (id),
    answered_idx bigint,
    consent uuid references consent (id),
    revision bigint
);
create index request_child on request (child, created) where child is not null;
create index request_unit on request (unit, created);
create index request_number on request (pid_index, unit) where pid_index is not null;
create index request_lapses on request (lapses) where state = 'sent';
create index request_keeps on request (lapses) where pid_index is not null;

create table pack (
    id uuid primary key,
    child uuid not null references child (id),
    name_sealed bytea not null,
    documents bytea not null,
    categories text not null,
    also_later boolean not null,
    actions text not null,
    created bigint not null,
    created_by uuid not null references person (id),
    idx bigint not null,
    dropped bigint,
    dropped_idx bigint
);
create index pack_child on pack (child, created);
