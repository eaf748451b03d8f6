-- Files on their way into a folder, piece by piece. What was said about a file is
-- sealed under the child's key; each piece lies in the object store, sealed under a
-- key of its own. `received` bytes are durable. Once a file is a document, it is
-- told for a while which one it became.
create table upload (
    id blob primary key,
    person blob not null references person (id),
    child blob not null references child (id),
    category text not null,
    said_sealed blob,
    length integer not null,
    received integer not null,
    created integer not null,
    expires integer not null,
    failed text,
    document blob,
    stored integer,
    stored_idx integer
);
create index upload_person on upload (person, created);
create index upload_child on upload (child);
create index upload_expires on upload (expires);

create table upload_part (
    upload blob not null references upload (id),
    start integer not null,
    size_bytes integer not null,
    blob_name text not null,
    nonce blob not null,
    file_key_sealed blob not null,
    primary key (upload, start)
);
create unique index upload_part_blob on upload_part (blob_name);
