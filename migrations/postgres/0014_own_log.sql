-- A family's log without what it only looked at itself: most lines are of that kind, and
-- whoever reads the log must not wade through them.
create index log_entry_child_told on log_entry (child, idx) where child is not null
    and not (coalesce(role, '') in ('guardian', 'young-person') and kind in ('listed', 'consents-seen', 'requests-seen', 'notices-seen', 'log-read', 'delivered'));
