-- The erasure of a folder: who has asked for it, when it is to happen, how far it
-- has come. `lapses` counts until all have asked, `due` from then on.
create table erasure (
    id blob primary key,
    child blob not null references child (id),
    asked integer not null,
    lapses integer not null,
    due integer,
    stopped integer,
    stopped_idx integer,
    begun integer,
    begun_idx integer,
    done integer
);
create unique index erasure_open on erasure (child) where stopped is null;
create index erasure_running on erasure (asked) where stopped is null and done is null;

create table erasure_asked (
    erasure blob not null references erasure (id),
    person blob not null references person (id),
    at integer not null,
    idx integer not null,
    primary key (erasure, person)
);

-- The entry that tells that this entry's subject was erased.
alter table log_entry add column erased_idx integer;
