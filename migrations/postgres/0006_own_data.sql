-- The erasure of a folder: who has asked for it, when it is to happen, how far it
-- has come. `lapses` counts until all have asked, `due` from then on.
create table erasure (
    id uuid primary key,
    child uuid not null references child (id),
    asked bigint not null,
    lapses bigint not null,
    due bigint,
    stopped bigint,
    stopped_idx bigint,
    begun bigint,
    begun_idx bigint,
    done bigint
);
create unique index erasure_open on erasure (child) where stopped is null;
create index erasure_running on erasure (asked) where stopped is null and done is null;

create table erasure_asked (
    erasure uuid not null references erasure (id),
    person uuid not null references person (id),
    at bigint not null,
    idx bigint not null,
    primary key (erasure, person)
);

-- The entry that tells that this entry's subject was erased.
alter table log_entry add column erased_idx bigint;
