alter table comment
    drop constraint comment_subject_check,
    add constraint comment_subject_check check (subject in ('item', 'contribution')),
    drop constraint comment_text_check,
    add constraint comment_text_check check (char_length(text) <= 20000 and (text <> '' or subject = 'contribution'));

alter table section_step
    add column credit_id uuid, -- whose suggestion the step takes up
    add foreign key (institution_id, credit_id) references membership (institution_id, id);

create table consultation ( -- a window in which the offices are heard: open from opens until closes
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    id             uuid not null,
    opens          timestamptz not null,
    closes         timestamptz not null,
    everyone       boolean not null, -- addressed to every office; else to those in consultation_office
    guide          text not null default '' check (char_length(guide) <= 8000),
    digest         bytea not null check (octet_length(digest) = 32),
    opened_by      uuid not null,
    made_at        timestamptz not null default now(),
    primary key (institution_id, id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, opened_by) references membership (institution_id, id),
    check (opens < closes)
);
create index consultation_strategy on consultation (institution_id, strategy_id, opens);

create table consultation_office (
    institution_id  uuid not null references institution (id) on delete cascade,
    consultation_id uuid not null,
    office_id       uuid not null,
    primary key (institution_id, consultation_id, office_id),
    foreign key (institution_id, consultation_id) references consultation (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id)
);

create table consultation_section ( -- asks for a position on the section, too
    institution_id  uuid not null references institution (id) on delete cascade,
    consultation_id uuid not null,
    section_id      uuid not null,
    primary key (institution_id, consultation_id, section_id),
    foreign key (institution_id, consultation_id) references consultation (institution_id, id) on delete cascade,
    foreign key (institution_id, section_id) references section (institution_id, id) on delete cascade
);

create table office_position ( -- what an office says of the whole or of a section; the last that is not only proposed stands
    institution_id  uuid not null references institution (id) on delete cascade,
    consultation_id uuid not null,
    id              uuid not null,
    office_id       uuid not null,
    section_id      uuid,
    position        text not null check (position in ('consent', 'consent_with_remarks', 'objection', 'none')),
    reason          text not null default '' check (char_length(reason) <= 20000),
    remedy          text not null default '' check (char_length(remedy) <= 20000), -- what would resolve an objection
    proposed        boolean not null default false,
    taken_by        uuid not null,
    taken_at        timestamptz not null default now(),
    source          text not null default '' check (source in ('', 'email', 'meeting', 'call', 'document')), -- where it was entered for the office
    source_note     text not null default '' check (char_length(source_note) <= 2000),
    source_date     date,
    digest          bytea not null check (octet_length(digest) = 32),
    primary key (institution_id, id),
    foreign key (institution_id, consultation_id) references consultation (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id),
    foreign key (institution_id, section_id) references section (institution_id, id) on delete cascade,
    foreign key (institution_id, taken_by) references membership (institution_id, id)
);
create index office_position_consultation on office_position (institution_id, consultation_id, office_id, taken_at);

create table contribution ( -- one line of the answers to everyone; its first comment has the same id
    institution_id  uuid not null references institution (id) on delete cascade,
    strategy_id     uuid not null,
    id              uuid not null,
    consultation_id uuid, -- the window that was open
    kind            text not null check (kind in ('comment', 'suggestion', 'remark', 'objection')),
    section_id      uuid, -- about the whole where all three are null
    objective_id    uuid,
    indicator_id    uuid,
    position_id     uuid,
    replacement     text check (char_length(replacement) <= 20000), -- of a suggestion; empty: take the words out
    author_id       uuid not null,
    office_id       uuid, -- in whose name it counts
    held            boolean not null default false, -- seen by the office alone until it is sent on
    sent_at         timestamptz,
    sent_by         uuid,
    late            boolean not null default false, -- came after the window had closed
    applied_at      timestamptz, -- of a suggestion: taken into the text
    digest          bytea not null check (octet_length(digest) = 32),
    live_version    bigint not null,
    first_version   bigint not null,
    primary key (institution_id, id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, consultation_id) references consultation (institution_id, id),
    foreign key (institution_id, section_id) references section (institution_id, id),
    foreign key (institution_id, objective_id) references objective (institution_id, id),
    foreign key (institution_id, indicator_id) references indicator (institution_id, id),
    foreign key (institution_id, position_id) references office_position (institution_id, id),
    foreign key (institution_id, author_id) references membership (institution_id, id),
    foreign key (institution_id, sent_by) references membership (institution_id, id),
    foreign key (institution_id, office_id) references office (institution_id, id),
    check ((kind = 'suggestion') = (replacement is not null)),
    check (not held or office_id is not null)
);
create index contribution_live on contribution (institution_id, strategy_id, live_version);

create table anchor ( -- words of a section that something was said about
    institution_id uuid not null references institution (id) on delete cascade,
    strategy_id    uuid not null,
    section_id     uuid not null,
    id             uuid not null,
    exact          text not null check (char_length(exact) between 1 and 20000), -- when it was set
    quote          text not null, -- when they last stood whole
    prefix         text not null,
    suffix         text not null,
    words          text not null, -- now; empty: gone
    state          text not null check (state in ('anchored', 'check', 'detached')),
    live_version   bigint not null, -- of the last change of its state or words
    primary key (institution_id, id),
    foreign key (institution_id, strategy_id) references strategy (institution_id, id) on delete cascade,
    foreign key (institution_id, section_id) references section (institution_id, id) on delete cascade
);
create index anchor_section on anchor (institution_id, section_id);

create table anchor_place ( -- where it stands now; a narrow row, for it moves with every letter typed before it
    institution_id uuid not null references institution (id) on delete cascade,
    anchor_id      uuid not null,
    section_id     uuid not null,
    starts         integer not null,
    ends           integer not null,
    primary key (institution_id, anchor_id),
    foreign key (institution_id, anchor_id) references anchor (institution_id, id) on delete cascade
) with (fillfactor = 50);
create index anchor_place_section on anchor_place (institution_id, section_id);

create table disposition ( -- our answer; the last stands
    institution_id  uuid not null references institution (id) on delete cascade,
    contribution_id uuid not null,
    id              uuid not null,
    disposition     text not null check (disposition in ('adopted', 'adapted', 'declined', 'deferred')),
    reason          text not null check (char_length(reason) between 1 and 20000),
    given_by        uuid not null,
    given_at        timestamptz not null default now(),
    published_at    timestamptz,
    published_by    uuid,
    primary key (institution_id, id),
    foreign key (institution_id, contribution_id) references contribution (institution_id, id) on delete cascade,
    foreign key (institution_id, given_by) references membership (institution_id, id),
    foreign key (institution_id, published_by) references membership (institution_id, id)
);
create index disposition_contribution on disposition (institution_id, contribution_id, given_at);

create table misunderstanding ( -- "not what I meant": once for each contribution
    institution_id  uuid not null references institution (id) on delete cascade,
    contribution_id uuid not null,
    disposition_id  uuid not null,
    text            text not null check (char_length(text) between 1 and 20000),
    said_by         uuid not null,
    said_at         timestamptz not null default now(),
    primary key (institution_id, contribution_id),
    foreign key (institution_id, contribution_id) references contribution (institution_id, id) on delete cascade,
    foreign key (institution_id, disposition_id) references disposition (institution_id, id) on delete cascade,
    foreign key (institution_id, said_by) references membership (institution_id, id)
);

create table notice ( -- what somebody is told
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    membership_id  uuid not null,
    kind           text not null check (char_length(kind) between 1 and 40),
    subject_id     uuid not null,
    cause          uuid not null, -- the same cause tells nobody twice
    title          text not null check (char_length(title) <= 1000), -- of what it happened in
    path           text not null check (char_length(path) <= 1000),
    at             timestamptz not null default now(),
    seen_at        timestamptz,
    primary key (institution_id, id),
    unique (institution_id, membership_id, kind, cause),
    foreign key (institution_id, membership_id) references membership (institution_id, id) on delete cascade
);
create index notice_of on notice (institution_id, membership_id, at);

alter table activity
    drop constraint activity_subject_check,
    add constraint activity_subject_check check (subject in ('', 'institution', 'office', 'membership', 'analysis', 'item', 'group', 'comment', 'strategy', 'contribution'));

alter table consultation enable row level security;
alter table consultation force row level security;
create policy tenant on consultation
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table consultation_office enable row level security;
alter table consultation_office force row level security;
create policy tenant on consultation_office
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table consultation_section enable row level security;
alter table consultation_section force row level security;
create policy tenant on consultation_section
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table office_position enable row level security;
alter table office_position force row level security;
create policy tenant on office_position
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table contribution enable row level security;
alter table contribution force row level security;
create policy tenant on contribution
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table anchor enable row level security;
alter table anchor force row level security;
create policy tenant on anchor
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table anchor_place enable row level security;
alter table anchor_place force row level security;
create policy tenant on anchor_place
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table disposition enable row level security;
alter table disposition force row level security;
create policy tenant on disposition
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table misunderstanding enable row level security;
alter table misunderstanding force row level security;
create policy tenant on misunderstanding
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table notice enable row level security;
alter table notice force row level security;
create policy tenant on notice
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));
