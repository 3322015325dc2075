-- The SWOT stage: an analysis, its items, and who is at its board at this moment.

create table analysis (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    title          text not null check (char_length(title) between 1 and 400),
    scope          text not null check (scope in ('office', 'institution')),
    office_id      uuid,
    phase          text not null default 'collecting' check (phase in ('collecting')),
    opened_by      uuid not null,
    digest         bytea not null check (octet_length(digest) = 32),
    opened_at      timestamptz not null default now(),
    primary key (institution_id, id),
    foreign key (institution_id, office_id) references office (institution_id, id),
    foreign key (institution_id, opened_by) references membership (institution_id, id),
    check ((scope = 'office') = (office_id is not null))
);
create index analysis_opened on analysis (institution_id, opened_at desc, id);

-- A row is never deleted while its analysis lives: what was withdrawn keeps its place,
-- so that "changed since version N" is one range of the index item_live.
create table item (
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    id             uuid not null,
    quadrant       text not null check (quadrant in ('strength', 'weakness', 'opportunity', 'threat')),
    position       text collate "C" not null check (position <> ''),
    text           text not null check (text <> ''),
    evidence       text not null default '',
    office_id      uuid,
    author_id      uuid not null,
    version        integer not null default 1,
    live_version   bigint not null,
    first_version  bigint not null,
    digest         bytea not null check (octet_length(digest) = 32),
    created_at     timestamptz not null default now(),
    changed_at     timestamptz not null default now(),
    withdrawn_at   timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id),
    foreign key (institution_id, author_id) references membership (institution_id, id)
);
create index item_live on item (institution_id, analysis_id, live_version);
create index item_place on item (institution_id, analysis_id, quadrant, position, id);

-- Who has a board open. A row is a lease that the person's stream renews; after a crash
-- nothing of it is worth keeping.
create unlogged table presence (
    institution_id uuid not null references institution (id) on delete cascade,
    subject_id     uuid not null,
    person_id      uuid not null references person (id) on delete cascade,
    tab            text not null check (char_length(tab) between 1 and 40),
    editing        uuid,
    away           boolean not null default false,
    leased_until   timestamptz not null,
    primary key (institution_id, subject_id, person_id, tab)
);

alter table analysis enable row level security;
alter table analysis force row level security;
create policy tenant on analysis
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table item enable row level security;
alter table item force row level security;
create policy tenant on item
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table presence enable row level security;
alter table presence force row level security;
create policy tenant on presence
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));
