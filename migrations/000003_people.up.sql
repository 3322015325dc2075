-- Bringing the offices on board: invitations, mail, joining in a room, working groups, the activity log.

-- Settings of an institution. invitation_text may hold {name}, {office} and {institution}.
alter table institution
    add column short_name         text not null default '' check (char_length(short_name) <= 40),
    add column time_zone          text not null default 'UTC' check (char_length(time_zone) between 1 and 64),
    add column language           text not null default 'en' check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    add column working_days       smallint[] not null default '{1,2,3,4,5}' check (working_days <@ '{1,2,3,4,5,6,7}'), -- ISO: Monday is 1
    add column year_start         text not null default '09-01' check (year_start ~ '^[0-1][0-9]-[0-3][0-9]$'),
    add column contact_name       text not null default '' check (char_length(contact_name) <= 200),
    add column contact_email      text not null default '' check (char_length(contact_email) <= 254),
    add column sender_name        text not null default '' check (char_length(sender_name) <= 200),
    add column reply_to           text not null default '' check (char_length(reply_to) <= 254),
    add column invitation_subject text not null default '' check (char_length(invitation_subject) <= 200),
    add column invitation_text    text not null default '' check (char_length(invitation_text) <= 5000);

create table logo (
    institution_id uuid not null references institution (id) on delete cascade,
    media_type     text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
    content        bytea not null check (octet_length(content) between 1 and 524288),
    changed_at     timestamptz not null default now(),
    primary key (institution_id)
);

-- A guest of a room, and somebody who asked to be forgotten, have no address.
alter table person
    alter column email drop not null,
    add column administrator boolean not null default false;

-- What the list of one's own sessions shows; read from the session's data when it is stored.
alter table session
    add column person_id  uuid references person (id) on delete cascade,
    add column agent      text not null default '' check (char_length(agent) <= 200),
    add column started_at timestamptz not null default now(),
    add column seen_at    timestamptz not null default now();
create index session_person on session (person_id);

-- target is a person, for a join link an analysis, for a confirmation a membership. address is the
-- new one of a change of e-mail.
alter table token
    drop constraint token_kind_check,
    add constraint token_kind_check check (kind in ('invitation', 'password', 'email', 'join', 'confirmation')),
    add column address text not null default '' check (char_length(address) <= 254);

alter table office
    add column place       integer not null default 0, -- its place in lists; equal places go by name
    add column archived_at timestamptz,
    add column merged_into uuid,
    add foreign key (institution_id, merged_into) references office (institution_id, id);

-- standing: who speaks for the office. analysis_id: a guest of a room reaches this analysis alone.
alter table membership
    add column standing    text check (standing in ('head', 'focal_person', 'deputy')),
    add column analysis_id uuid,
    add column disabled_at timestamptz,
    add constraint standing_needs_office check (standing is null or office_id is not null and analysis_id is null),
    drop constraint membership_institution_id_person_id_role_office_id_key,
    add constraint membership_once unique nulls not distinct (institution_id, person_id, role, office_id, analysis_id),
    add foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade;

-- One row for each time that somebody was asked in. name is what the inviter called the person, and is
-- shown until the person has answered. landing is the path that the person was invited for.
create table invitation (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    person_id      uuid not null references person (id) on delete cascade,
    membership_id  uuid not null,
    name           text not null default '' check (char_length(name) <= 200),
    landing        text not null default '' check (char_length(landing) <= 400),
    invited_by     uuid, -- null: by the command line or an administrator
    digest         bytea not null check (octet_length(digest) = 32),
    created_at     timestamptz not null default now(),
    opened_at      timestamptz,
    accepted_at    timestamptz,
    withdrawn_at   timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, membership_id) references membership (institution_id, id) on delete cascade,
    foreign key (institution_id, invited_by) references membership (institution_id, id)
);
create index invitation_membership on invitation (institution_id, membership_id, created_at desc);
create index invitation_person on invitation (institution_id, person_id);

-- Somebody in the room who asks to be let in. session is the SHA-256 of a secret in that browser's session.
create table arrival (
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    id             uuid not null,
    name           text not null check (char_length(name) between 1 and 200),
    email          text not null default '' check (char_length(email) <= 254),
    office_id      uuid not null,
    secret         bytea not null check (octet_length(secret) = 32),
    arrived_at     timestamptz not null default now(),
    membership_id  uuid, -- once let in
    turned_away_at timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id),
    foreign key (institution_id, membership_id) references membership (institution_id, id) on delete cascade
);
create index arrival_analysis on arrival (institution_id, analysis_id, arrived_at);

-- A message that was or will be sent. {link} in body stands for the link; path is its address without a
-- secret, sealed the address with one, encrypted, and emptied once a mail server has taken the message.
create table mail (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    person_id      uuid references person (id) on delete cascade,
    about_id       uuid references person (id) on delete cascade, -- whom it names, where the address is not known to be theirs
    invitation_id  uuid,
    kind           text not null check (char_length(kind) between 1 and 40),
    address        text not null check (char_length(address) between 3 and 254),
    name           text not null default '',
    sender_name    text not null default '',
    reply_to       text not null default '',
    subject        text not null check (subject <> ''),
    body           text not null,
    button         text not null default '',
    path           text not null default '',
    sealed         bytea,
    created_at     timestamptz not null default now(),
    sent_at        timestamptz,
    failed_at      timestamptz, -- given up, or refused by the receiving server: see failure
    failure        text not null default '' check (char_length(failure) <= 500),
    primary key (institution_id, id),
    foreign key (institution_id, invitation_id) references invitation (institution_id, id) on delete cascade
);
create index mail_person on mail (institution_id, person_id, created_at desc);
create index mail_recent on mail (institution_id, created_at desc, id);
create index mail_invitation on mail (institution_id, invitation_id, created_at desc);

-- Who did what to what, and when. Rows are only ever added; names of people are not in them.
create table activity (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    at             timestamptz not null default now(),
    membership_id  uuid, -- who; null: the command line, an administrator or Meridian itself
    office_id      uuid, -- of the one who did it
    kind           text not null check (kind ~ '^[a-z]+( [a-z]+)*$'), -- what was done, such as "invitation sent"
    subject        text not null default '' check (subject in ('', 'institution', 'office', 'membership', 'analysis', 'item', 'group')),
    subject_id     uuid,
    detail         text not null default '' check (char_length(detail) <= 500),
    primary key (institution_id, id),
    foreign key (institution_id, membership_id) references membership (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id)
);
create index activity_recent on activity (institution_id, at desc, id desc);
create index activity_membership on activity (institution_id, membership_id, at desc);

create table working_group (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    name           text not null check (char_length(name) between 1 and 200),
    terms          text not null default '' check (char_length(terms) <= 20000), -- terms of reference
    quorum_rule    text not null default 'majority' check (quorum_rule in ('majority', 'two_thirds', 'all', 'number')),
    quorum_number  smallint not null default 0 check (quorum_number between 0 and 500),
    chair_id       uuid,
    secretary_id   uuid,
    version        integer not null default 1,
    digest         bytea not null check (octet_length(digest) = 32),
    created_at     timestamptz not null default now(),
    ended_at       timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, chair_id) references membership (institution_id, id),
    foreign key (institution_id, secretary_id) references membership (institution_id, id)
);

-- An office's seat in a working group, and who holds it. Rows end; they are not deleted.
create table seat (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    group_id       uuid not null,
    office_id      uuid not null,
    holder_id      uuid, -- null: the office has a seat that nobody holds yet
    deputy_id      uuid,
    since          date not null,
    until          date, -- the last day
    primary key (institution_id, id),
    foreign key (institution_id, group_id) references working_group (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id),
    foreign key (institution_id, holder_id) references membership (institution_id, id),
    foreign key (institution_id, deputy_id) references membership (institution_id, id),
    check (until is null or until >= since)
);
create index seat_group on seat (institution_id, group_id, since);

-- The working group that an analysis of the institution is addressed to; null: all offices.
alter table analysis
    add column group_id uuid,
    add foreign key (institution_id, group_id) references working_group (institution_id, id);

alter table logo enable row level security;
alter table logo force row level security;
create policy tenant on logo
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table invitation enable row level security;
alter table invitation force row level security;
create policy tenant on invitation
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table arrival enable row level security;
alter table arrival force row level security;
create policy tenant on arrival
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table mail enable row level security;
alter table mail force row level security;
create policy tenant on mail
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table activity enable row level security;
alter table activity force row level security;
create policy tenant on activity
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table working_group enable row level security;
alter table working_group force row level security;
create policy tenant on working_group
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table seat enable row level security;
alter table seat force row level security;
create policy tenant on seat
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));
