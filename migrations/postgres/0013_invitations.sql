-- Whom an administrator of a unit has named and nobody has confirmed yet. Nobody is
-- registered by being named: of the number only its keyed form is kept, of the name
-- what was given, sealed under the directory's key, until the place is confirmed or
-- ends, and then nothing of it. `person` is who it is, or will be once registered.
-- The columns of memberships that held this before (0010) are not used any more.
create table invitation (
    id uuid primary key,
    person uuid not null,
    pid_index bytea not null,
    unit uuid not null references agency (id),
    role text not null,
    valid_until bigint,
    name_sealed bytea not null,
    invited_by uuid not null references person (id),
    tries bigint not null default 0,
    created bigint not null
);
create unique index invitation_unit on invitation (unit, pid_index);

insert into invitation (id, person, pid_index, unit, role, valid_until, name_sealed, invited_by,
    tries, created)
select m.id, m.person, p.pid_index, m.unit, m.role, m.valid_until, m.name_sealed, m.invited_by,
    m.tries, m.created
from membership m join person p on p.id = m.person
where m.state = 'invited' and m.invited_by is not null and m.name_sealed is not null
    and p.pid_index is not null
    and not exists (select 1 from membership o where o.unit = m.unit and o.person = m.person
        and o.state = 'invited' and o.invited_by is not null and o.created < m.created);
delete from membership where id in (select id from invitation);
