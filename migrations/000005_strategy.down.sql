drop table strategy_version;
drop function refuse_change();
drop table indicator_target;
drop table indicator;
drop table citation;
drop table objective;
drop table goal;
drop table section_step;
drop table section;
drop table strategy_look;
drop table drafter;
drop table strategy;
drop table strategy_labels;
alter table presence drop column at_version, drop column anchor, drop column head;
alter table activity no force row level security;
delete from activity where subject = 'strategy';
alter table activity force row level security;
alter table activity
    drop constraint activity_subject_check,
    add constraint activity_subject_check check (subject in ('', 'institution', 'office', 'membership', 'analysis', 'item', 'group', 'comment'));
