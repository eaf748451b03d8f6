-- Files on their way into a folder, piece by piece. What was said about a file is
-- sealed under the child's key; each piece lies in the object store, sealed under a
-- key of its own. `received` bytes are durable. Once a file is a document, it is
-- told for a while which one it became.
create table upload (
    id uuid primary key,
    person uuid not null references person (id),
    child uuid not null references child (id),
    category text not null,
    said_sealed bytea,
    length bigint not null,
    received bigint not null,
    created bigint not null,
    expires bigint not null,
    failed text,
    document uuid,
    stored bigint,
    stored_idx bigint
);
create index upload_person on upload (person, created);
create index upload_child on upload (child);
create index upload_expires on upload (expires);

create table upload_part (
    upload uuid not null references upload (id),
    start bigint not null,
    size_bytes bigint not null,
    blob_name text not null,
    nonce bytea not null,
    file_key_sealed bytea not null,
    primary key (upload, start)
);
create unique index upload_part_blob on upload_part (blob_name);
