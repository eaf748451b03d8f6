-- What an auditor looks for again and again: its name and what it asks for, sealed
-- under the directory's key. The search itself is put anew each time.
create table saved_search (
    id blob primary key,
    person blob not null references person (id),
    said_sealed blob not null,
    created integer not null
);
create index saved_search_person on saved_search (person, created);
