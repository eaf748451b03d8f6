-- What auditors look for: entries of one kind, newest first, and refusals.
create index log_entry_kind on log_entry (log_id, kind, idx);
create index log_entry_refused on log_entry (log_id, idx) where outcome = 'refused';

-- Every set of policies that has answered, so that an answer can be made again
-- with the rules of its day. `texts` is JSON: file names and their texts.
create table policy_set (
    hash blob primary key,
    texts text not null,
    created integer not null
);
