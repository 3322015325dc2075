alter table strategy -- between the two moments it is consulted on
    add column consulted_from  timestamptz,
    add column consulted_until timestamptz,
    add column text_fixed      boolean not null default false, -- nobody writes in it meanwhile
    add check (consulted_from < consulted_until);

alter table consultation
    add column fixed      boolean not null default false, -- the text stays as it is while the window is open
    add column version_n  integer, -- the version that holds it
    add column opened_at  timestamptz, -- when people were told of each
    add column ending_at  timestamptz,
    add column closed_at  timestamptz;

create table question ( -- that a consultation asks of the offices
    institution_id  uuid not null references institution (id) on delete cascade,
    consultation_id uuid not null,
    id              uuid not null,
    n               smallint not null check (n between 1 and 20),
    text            text not null check (char_length(text) between 1 and 4000),
    primary key (institution_id, id),
    foreign key (institution_id, consultation_id) references consultation (institution_id, id) on delete cascade
);

alter table contribution
    add column question_id uuid, -- that it answers
    add column source      text not null default '' check (source in ('', 'email', 'meeting', 'call', 'document')), -- where an office said it that somebody else wrote it down for
    add column source_note text not null default '' check (char_length(source_note) <= 2000),
    add column source_date date,
    add foreign key (institution_id, question_id) references question (institution_id, id),
    add check (source = '' or office_id is not null);

alter table notice
    add column mail      text not null default 'never' check (mail in ('now', 'daily', 'never')), -- as its reader chose
    add column mailed_at timestamptz; -- of one that goes daily
create index notice_daily on notice (institution_id, membership_id) where mail = 'daily' and mailed_at is null;

create table notice_choice ( -- how somebody is told of a kind; without a row as most people want it
    institution_id uuid not null references institution (id) on delete cascade,
    membership_id  uuid not null,
    kind           text not null check (char_length(kind) between 1 and 40),
    mail           text not null check (mail in ('now', 'daily', 'never')),
    primary key (institution_id, membership_id, kind),
    foreign key (institution_id, membership_id) references membership (institution_id, id) on delete cascade
);

alter table notice_choice enable row level security;
alter table notice_choice force row level security;
create policy tenant on notice_choice
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

create index question_consultation on question (institution_id, consultation_id, n);

alter table question enable row level security;
alter table question force row level security;
create policy tenant on question
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));
