drop table mention;
drop table comment;
drop table option_item;
drop table strategic_option;
drop table matrix_score;
drop table matrix_item;
drop table rating;
drop table vote;
drop table ballot;
drop table item_theme;
drop table theme;
drop table step;
drop table analysis_source;
drop table merged_source;
drop table item_change;
drop table office_answer;
drop table prompt;
drop table phase_plan;
drop table facilitator;
alter table item no force row level security;
delete from item where joint or author_id is null;
update item set created_at = now() where created_at is null;
update item set changed_at = now() where changed_at is null;
alter table item force row level security;
alter table item
    drop constraint item_author,
    drop constraint item_unsigned,
    drop column pen,
    drop column scribed,
    drop column joint,
    drop column reason,
    drop column shortlisted,
    drop column votes,
    drop column comments,
    alter column author_id set not null,
    alter column created_at set not null,
    alter column changed_at set not null;
alter table activity no force row level security;
update activity set subject = '', subject_id = null where subject = 'comment';
alter table activity force row level security;
alter table activity
    drop constraint activity_subject_check,
    add constraint activity_subject_check check (subject in ('', 'institution', 'office', 'membership', 'analysis', 'item', 'group'));
alter table analysis no force row level security;
update analysis set phase = 'collecting';
alter table analysis force row level security;
alter table analysis
    drop constraint analysis_phase_check,
    add constraint analysis_phase_check check (phase in ('collecting')),
    drop column phase_no,
    drop column phase_at,
    drop column authors,
    drop column reveal,
    drop column revealed_at,
    drop column dots,
    drop column dots_per,
    drop column cumulative,
    drop column importance,
    drop column item_limit,
    drop column timer_minutes,
    drop column timer_until,
    drop column presenting,
    drop column matrix_open,
    drop column matrix_shown,
    drop column epoch,
    drop column pulse,
    drop column salt,
    drop column compared_with;
drop extension if exists pg_trgm;
