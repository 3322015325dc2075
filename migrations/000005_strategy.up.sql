-- Strategy drafts: sections of text that several people write at once, goals, objectives and indicators, versions.

create table strategy_labels ( -- what an institution calls the levels of a strategy
    institution_id uuid not null references institution (id) on delete cascade,
    pillar         text not null check (char_length(pillar) between 1 and 60),
    goal           text not null check (char_length(goal) between 1 and 60),
    objective      text not null check (char_length(objective) between 1 and 60),
    indicator      text not null check (char_length(indicator) between 1 and 60),
    primary key (institution_id)
);

create table strategy (
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null, -- also that of its live counter
    title          text not null check (char_length(title) between 1 and 400),
    period         text not null default '' check (char_length(period) <= 200),
    state          text not null default 'drafting' check (state in ('drafting')),
    template       text not null default '' check (char_length(template) <= 40),
    copied_from    uuid,
    opened_by      uuid not null,
    digest         bytea not null check (octet_length(digest) = 32),
    opened_at      timestamptz not null default now(),
    version        integer not null default 1, -- of title and period
    shape          bigint not null default 0, -- live version of the last change of which sections there are, their order, and what stands above them
    changed_at     timestamptz not null default now(),
    withdrawn_at   timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, copied_from) references strategy (institution_id, id),
    foreign key (institution_id, opened_by) references membership (institution_id, id)
);

create table drafter ( -- who writes in a strategy beside the international office
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    membership_id  uuid not null,
    named_at       timestamptz not null default now(),
    primary key (institution_id, strategy_id, membership_id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, membership_id) references membership (institution_id, id) on delete cascade
);
create index drafter_membership on drafter (institution_id, membership_id);

create table strategy_look ( -- up to where a person has seen a strategy
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    person_id      uuid not null references person (id) on delete cascade,
    seen           bigint not null, -- live version
    at             timestamptz not null default now(),
    primary key (institution_id, strategy_id, person_id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade
);

create table section (
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    id             uuid not null,
    kind           text not null check (kind in ('text', 'pillar')),
    title          text not null check (char_length(title) between 1 and 400),
    guide          text not null default '' check (char_length(guide) <= 2000), -- what the template says belongs here
    place          integer not null,
    version        integer not null default 0, -- the number of its steps
    doc            jsonb not null,
    bytes          integer not null generated always as (octet_length(doc::text)) stored, -- how long doc is as JSON
    words          integer not null default 0,
    title_version  integer not null default 1,
    live_version   bigint not null, -- of its last change of any kind
    shape_version  bigint not null, -- of the last change of its heading and of what stands in it beside the text
    first_version  bigint not null,
    digest         bytea not null check (octet_length(digest) = 32),
    created_at     timestamptz not null default now(),
    changed_at     timestamptz not null default now(),
    changed_by     uuid not null,
    withdrawn_at   timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, changed_by) references membership (institution_id, id)
);
create index section_place on section (institution_id, strategy_id, place, id);
create index section_live on section (institution_id, strategy_id, live_version);

create table section_step ( -- one step of a section's text; every change of the text is steps
    institution_id uuid not null references institution (id) on delete cascade,
    section_id     uuid not null,
    version        integer not null, -- of the section after it
    strategy_id    uuid not null,
    client         text not null check (char_length(client) between 1 and 64),
    membership_id  uuid not null,
    step           jsonb not null,
    ranges         integer[] not null, -- of the step's map: start, old size, new size, and so on
    live_version   bigint not null,
    at             timestamptz not null default now(),
    primary key (institution_id, section_id, version),
    foreign key (institution_id, section_id) references section (institution_id, id) on delete cascade,
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, membership_id) references membership (institution_id, id)
);
create index section_step_live on section_step (institution_id, strategy_id, live_version);

create table goal (
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    section_id     uuid not null,
    id             uuid not null,
    text           text not null check (char_length(text) between 1 and 8000),
    place          integer not null,
    version        integer not null default 1,
    digest         bytea not null check (octet_length(digest) = 32),
    withdrawn_at   timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, section_id) references section (institution_id, id) on delete cascade
);
create index goal_section on goal (institution_id, section_id, place);

create table objective (
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    section_id     uuid not null,
    goal_id        uuid,
    id             uuid not null,
    text           text not null check (char_length(text) between 1 and 8000),
    office_id      uuid, -- who owns it
    place          integer not null,
    version        integer not null default 1,
    digest         bytea not null check (octet_length(digest) = 32),
    withdrawn_at   timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, section_id) references section (institution_id, id) on delete cascade,
    foreign key (institution_id, goal_id) references goal (institution_id, id),
    foreign key (institution_id, office_id) references office (institution_id, id)
);
create index objective_section on objective (institution_id, section_id, place);
create index objective_office on objective (institution_id, office_id);

create table citation ( -- the SWOT items and strategic options that an objective answers
    institution_id uuid not null references institution (id) on delete cascade,
    objective_id   uuid not null,
    id             uuid not null,
    item_id        uuid,
    option_id      uuid,
    primary key (institution_id, id),
    unique (institution_id, objective_id, item_id),
    unique (institution_id, objective_id, option_id),
    foreign key (institution_id, objective_id) references objective (institution_id, id) on delete cascade,
    foreign key (institution_id, item_id) references item (institution_id, id),
    foreign key (institution_id, option_id) references strategic_option (institution_id, id),
    check ((item_id is null) <> (option_id is null))
);
create index citation_item on citation (institution_id, item_id);
create index citation_option on citation (institution_id, option_id);

create table indicator (
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    objective_id   uuid not null,
    id             uuid not null,
    name           text not null check (char_length(name) between 1 and 1000),
    numerator      text not null default '' check (char_length(numerator) <= 2000),
    denominator    text not null default '' check (char_length(denominator) <= 2000),
    unit           text not null check (char_length(unit) between 1 and 40),
    direction      text not null check (direction in ('up', 'down', 'keep')),
    baseline       numeric(18, 4),
    baseline_year  smallint check (baseline_year between 1900 and 2200),
    source         text not null default '' check (char_length(source) <= 1000),
    frequency      text not null check (char_length(frequency) between 1 and 40),
    library_key    text not null default '' check (char_length(library_key) <= 80),
    place          integer not null,
    version        integer not null default 1,
    digest         bytea not null check (octet_length(digest) = 32),
    withdrawn_at   timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, objective_id) references objective (institution_id, id) on delete cascade
);
create index indicator_objective on indicator (institution_id, objective_id, place);

create table indicator_target (
    institution_id uuid not null references institution (id) on delete cascade,
    indicator_id   uuid not null,
    year           smallint not null check (year between 1900 and 2200),
    value          numeric(18, 4) not null,
    primary key (institution_id, indicator_id, year),
    foreign key (institution_id, indicator_id) references indicator (institution_id, id) on delete cascade
);

create table strategy_version ( -- exactly the text that was kept; nobody changes it
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    n              integer not null check (n > 0),
    id             uuid not null,
    note           text not null default '' check (char_length(note) <= 8000),
    content        bytea not null, -- the canonical bytes
    hash           bytea not null check (octet_length(hash) = 32), -- their SHA-256
    words          integer not null,
    digest         bytea not null check (octet_length(digest) = 32),
    kept_by        uuid not null,
    kept_at        timestamptz not null default now(),
    primary key (institution_id, strategy_id, n),
    unique (institution_id, id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, kept_by) references membership (institution_id, id)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    -- What belongs to an institution goes with it.
    if tg_op = 'DELETE' and not exists (select from institution where id = old.institution_id) then
        return old;
    end if;
    raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'restrict_violation';
end
$$;
create trigger kept before update or delete on strategy_version for each row execute function refuse_change();

alter table presence
    add column at_version integer, -- of the text, and where the caret and the other end of the selection stand in it
    add column anchor     integer,
    add column head       integer;

alter table activity
    drop constraint activity_subject_check,
    add constraint activity_subject_check check (subject in ('', 'institution', 'office', 'membership', 'analysis', 'item', 'group', 'comment', 'strategy'));

alter table strategy_labels enable row level security;
alter table strategy_labels force row level security;
create policy tenant on strategy_labels
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table strategy enable row level security;
alter table strategy force row level security;
create policy tenant on strategy
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table drafter enable row level security;
alter table drafter force row level security;
create policy tenant on drafter
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table strategy_look enable row level security;
alter table strategy_look force row level security;
create policy tenant on strategy_look
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table section enable row level security;
alter table section force row level security;
create policy tenant on section
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table section_step enable row level security;
alter table section_step force row level security;
create policy tenant on section_step
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table goal enable row level security;
alter table goal force row level security;
create policy tenant on goal
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table objective enable row level security;
alter table objective force row level security;
create policy tenant on objective
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table citation enable row level security;
alter table citation force row level security;
create policy tenant on citation
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table indicator enable row level security;
alter table indicator force row level security;
create policy tenant on indicator
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table indicator_target enable row level security;
alter table indicator_target force row level security;
create policy tenant on indicator_target
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table strategy_version enable row level security;
alter table strategy_version force row level security;
create policy tenant on strategy_version
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));
