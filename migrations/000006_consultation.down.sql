drop table notice;
drop table misunderstanding;
drop table disposition;
drop table anchor_place;
drop table anchor;
drop table contribution;
drop table office_position;
drop table consultation_section;
drop table consultation_office;
drop table consultation;
alter table section_step drop column credit_id;
alter table comment no force row level security;
delete from comment where subject = 'contribution';
alter table comment force row level security;
alter table comment
    drop constraint comment_subject_check,
    add constraint comment_subject_check check (subject in ('item')),
    drop constraint comment_text_check,
    add constraint comment_text_check check (char_length(text) between 1 and 20000);
alter table activity no force row level security;
delete from activity where subject = 'contribution';
alter table activity force row level security;
alter table activity
    drop constraint activity_subject_check,
    add constraint activity_subject_check check (subject in ('', 'institution', 'office', 'membership', 'analysis', 'item', 'group', 'comment', 'strategy'));
