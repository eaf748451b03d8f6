-- What an auditor looks for again and again: its name and what it asks for, sealed
-- under the directory's key. The search itself is put anew each time.
create table saved_search (
    id uuid primary key,
    person uuid not null references person (id),
    said_sealed bytea not null,
    created bigint not null
);
create index saved_search_person on saved_search (person, created);
