alter table analysis drop column group_id;
drop table seat;
drop table working_group;
drop table activity;
drop table mail;
drop table arrival;
drop table invitation;
delete from membership where analysis_id is not null;
alter table membership
    drop constraint membership_once,
    drop constraint standing_needs_office,
    drop column standing,
    drop column analysis_id,
    drop column disabled_at,
    add unique nulls not distinct (institution_id, person_id, role, office_id);
alter table office
    drop column place,
    drop column archived_at,
    drop column merged_into;
delete from token where kind <> 'invitation';
alter table token
    drop constraint token_kind_check,
    add constraint token_kind_check check (kind in ('invitation')),
    drop column address;
alter table session
    drop column person_id,
    drop column agent,
    drop column started_at,
    drop column seen_at;
update person set email = id || '@removed.invalid' where email is null;
alter table person
    alter column email set not null,
    drop column administrator;
drop table logo;
alter table institution
    drop column short_name,
    drop column time_zone,
    drop column language,
    drop column working_days,
    drop column year_start,
    drop column contact_name,
    drop column contact_email,
    drop column sender_name,
    drop column reply_to,
    drop column invitation_subject,
    drop column invitation_text;
