-- Sign-ins of browsers. Only the SHA-256 of what the cookie holds is kept.
create table session (
    id blob primary key,
    hash blob not null,
    person blob not null references person (id),
    assurance text not null,
    device text not null,
    created integer not null,
    seen integer not null,
    expires integer not null,
    ended integer
);
create unique index session_hash on session (hash);
create index session_person on session (person, created) where ended is null;
create index session_expires on session (expires);
