-- Sign-ins of browsers. Only the SHA-256 of what the cookie holds is kept.
create table session (
    id uuid primary key,
    hash bytea not null,
    person uuid not null references person (id),
    assurance text not null,
    device text not null,
    created bigint not null,
    seen bigint not null,
    expires bigint not null,
    ended bigint
);
create unique index session_hash on session (hash);
create index session_person on session (person, created) where ended is null;
create index session_expires on session (expires);
