-- Who works here: institutions, their offices, the people and in which role they belong.

create table institution (
    id         uuid primary key,
    slug       text not null unique check (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
    name       text not null check (char_length(name) between 1 and 200),
    demo       boolean not null default false,
    created_at timestamptz not null default now()
);

create table person (
    id             uuid primary key,
    email          text not null check (char_length(email) between 3 and 254),
    email_norm     text generated always as (lower(email)) stored unique,
    name           text not null check (char_length(name) between 1 and 200),
    password_hash  text,
    access_version bigint not null default 1,
    disabled_at    timestamptz,
    demo           boolean not null default false,
    created_at     timestamptz not null default now()
);

-- An ended session keeps its row, emptied, until it expires.
create table session (
    token  text primary key,
    data   bytea not null,
    expiry timestamptz not null
);
create index session_expiry on session (expiry);

-- A link that somebody was handed. Only the SHA-256 of its secret is kept.
create table token (
    hash           bytea primary key check (octet_length(hash) = 32),
    kind           text not null check (kind in ('invitation')),
    institution_id uuid references institution (id) on delete cascade,
    target         uuid not null,
    expires_at     timestamptz not null,
    used_at        timestamptz,
    created_at     timestamptz not null default now()
);
create index token_target on token (kind, target);

-- One counter for each thing that people watch while it changes. Raised last in the
-- transaction that changes the thing, so its order is the order of commits, without gaps.
create table live (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    version        bigint not null default 0,
    primary key (institution_id, id)
) with (fillfactor = 50);

create table office (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    slug           text not null check (slug ~ '^[a-z][a-z0-9-]{1,39}$'),
    name           text not null check (char_length(name) between 1 and 200),
    kind           text not null check (kind in ('office', 'centre', 'school', 'body')),
    head_email     text not null default '',
    created_at     timestamptz not null default now(),
    primary key (institution_id, id),
    unique (institution_id, slug)
);

create table membership (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    person_id      uuid not null references person (id) on delete cascade,
    role           text not null check (role in
        ('international_office', 'senior_management', 'member_office', 'body_member', 'adviser')),
    office_id      uuid,
    valid_from     timestamptz not null default now(),
    valid_until    timestamptz,
    accepted_at    timestamptz, -- null: invited or imported, and the person has not answered yet
    last_used_at   timestamptz,
    created_at     timestamptz not null default now(),
    primary key (institution_id, id),
    foreign key (institution_id, office_id) references office (institution_id, id),
    unique nulls not distinct (institution_id, person_id, role, office_id)
);
-- Sign-in looks for a person's institutions: the second policy below reads along this index.
create index membership_person on membership (person_id);

-- Institutions and people are global, but only those of the demo can ever be deleted by the serving role.
alter table institution enable row level security;
alter table institution force row level security;
create policy everybody on institution for select using (true);
create policy adding on institution for insert with check (true);
create policy changing on institution for update using (true);
create policy removing on institution for delete using (demo);

alter table person enable row level security;
alter table person force row level security;
create policy everybody on person for select using (true);
create policy adding on person for insert with check (true);
create policy changing on person for update using (true);
create policy removing on person for delete using (demo);

alter table office enable row level security;
alter table office force row level security;
create policy tenant on office
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table membership enable row level security;
alter table membership force row level security;
create policy tenant on membership
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));
create policy own on membership for select
    using (person_id = (select nullif(current_setting('app.person_id', true), '')::uuid));
