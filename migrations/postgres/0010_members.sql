-- Whom an administrator of a unit has named, and as what: until somebody else has
-- confirmed it the place stands under the name that was given, sealed under the
-- directory's key, so that nothing tells whether the person was known before.
alter table membership add column invited_by uuid references person (id);
alter table membership add column name_sealed bytea;
