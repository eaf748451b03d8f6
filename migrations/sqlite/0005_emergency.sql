-- Emergencies and the auditors' cases: what a case is about, who opened it, and
-- what is counted when somebody tries to declare an emergency.

alter table audit_case add column emergency blob;
alter table audit_case add column person blob;
alter table audit_case add column opened_by blob;
alter table audit_case add column words_sealed blob;
alter table audit_case add column idx integer;
alter table audit_case add column closed integer;

create index audit_case_entry on audit_case (entry);
create index log_entry_emergency_tries on log_entry (actor, time)
    where kind = 'refused' and act = 'open-emergency';
