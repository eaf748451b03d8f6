-- How often a wrong person number was written for one who was named: after some the
-- invitation ends.
alter table membership add column tries bigint not null default 0;
