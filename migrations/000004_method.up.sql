-- The SWOT as a method: phases, reveal, votes, themes, joint items, what meets what, options, comments.

create extension if not exists pg_trgm;

alter table analysis
    drop constraint analysis_phase_check,
    add constraint analysis_phase_check check (phase in ('collecting', 'grouping', 'voting', 'closed')),
    add column phase_no       integer not null default 1,  -- rises with every change of phase, falls when one is undone
    add column phase_at       timestamptz not null default now(),
    add column authors        text not null default 'office' check (authors in ('person', 'office', 'nobody')), -- who everybody sees as author
    add column reveal         text not null default 'at_once' check (reveal in ('at_once', 'after_own', 'together')),
    add column revealed_at    timestamptz,
    add column dots           smallint not null default 5 check (dots between 1 and 100),
    add column dots_per       text not null default 'office' check (dots_per in ('office', 'person')),
    add column cumulative     boolean not null default true, -- several dots on one item
    add column importance     boolean not null default false, -- the second question, 1 to 5
    add column item_limit     smallint check (item_limit between 1 and 50), -- items per heading that an office is kindly asked to keep to
    add column timer_minutes  smallint not null default 0,
    add column timer_until    timestamptz,
    add column presenting     text not null default '' check (char_length(presenting) <= 60), -- what the presenter shows
    add column matrix_open    boolean not null default false, -- scores are being given
    add column matrix_shown   boolean not null default false, -- means and spreads are shown to everybody
    add column epoch          bigint not null default 0, -- live version of the last change that makes every open page load anew
    add column pulse          bigint not null default 0, -- live version of the last change of what stands above the board
    add column salt           uuid not null default gen_random_uuid(), -- never leaves the server; see Analysis.Alias
    add column compared_with  uuid, -- last year's
    add foreign key (institution_id, compared_with) references analysis (institution_id, id);

create table facilitator (
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    membership_id  uuid not null,
    until          timestamptz not null,
    named_at       timestamptz not null default now(),
    primary key (institution_id, analysis_id, membership_id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, membership_id) references membership (institution_id, id) on delete cascade
);
create index facilitator_membership on facilitator (institution_id, membership_id);

create table phase_plan (
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    phase          text not null check (phase in ('collecting', 'grouping', 'voting', 'closed')),
    instructions   text not null default '' check (char_length(instructions) <= 4000),
    due_on         date,
    primary key (institution_id, analysis_id, phase),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade
);

create table prompt ( -- the question and the examples under a heading, where they are not the usual ones
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    quadrant       text not null check (quadrant in ('strength', 'weakness', 'opportunity', 'threat')),
    question       text not null check (char_length(question) between 1 and 1000),
    examples       text not null default '' check (char_length(examples) <= 4000), -- one a line
    primary key (institution_id, analysis_id, quadrant),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade
);

create table office_answer ( -- that an office was heard; without person, item or time, see anonymous analyses
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    office_id      uuid not null,
    wrote          boolean not null default false,
    ready          boolean not null default false,
    nothing        text[] not null default '{}' check (nothing <@ '{strength,weakness,opportunity,threat}'), -- "we have nothing for this one"
    nudged_on      date,
    primary key (institution_id, analysis_id, office_id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id)
);

alter table item
    alter column author_id drop not null,
    alter column created_at drop not null,
    alter column changed_at drop not null,
    add column pen         bytea check (octet_length(pen) = 32), -- SHA-256 of pen and id, where nobody may see the author
    add column scribed     boolean not null default false, -- written down on behalf of its office
    add column joint       boolean not null default false, -- merged from sources
    add column reason      text not null default '' check (char_length(reason) <= 4000), -- why a joint item stands under its heading
    add column shortlisted boolean not null default false, -- in the short list that is published
    add column votes       integer not null default 0, -- dots, counted when the voting ended
    add column comments    integer not null default 0,
    add constraint item_author check ((pen is null) = (author_id is not null)),
    add constraint item_unsigned check (pen is null or office_id is null and created_at is null and changed_at is null and not scribed);

create table item_change ( -- what an item was before; who and when are empty where nobody may see the author
    institution_id uuid not null references institution (id) on delete cascade,
    item_id        uuid not null,
    id             uuid not null,
    kind           text not null check (kind in ('edited', 'moved', 'withdrawn', 'restored')),
    version        integer not null, -- before
    quadrant       text not null,
    text           text not null,
    evidence       text not null,
    membership_id  uuid,
    at             timestamptz,
    live_version   bigint not null, -- before
    primary key (institution_id, id),
    foreign key (institution_id, item_id) references item (institution_id, id) on delete cascade,
    foreign key (institution_id, membership_id) references membership (institution_id, id)
);
create index item_change_item on item_change (institution_id, item_id, live_version);

create table merged_source ( -- which items a joint item was made of; they may stand in other analyses
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null, -- of the joint item
    joint_id       uuid not null,
    source_id      uuid not null,
    primary key (institution_id, joint_id, source_id),
    constraint merged_once unique (institution_id, analysis_id, source_id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, joint_id) references item (institution_id, id) on delete cascade,
    foreign key (institution_id, source_id) references item (institution_id, id)
);

create table analysis_source ( -- the analyses whose items are merged into this one
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    source_id      uuid not null,
    primary key (institution_id, analysis_id, source_id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, source_id) references analysis (institution_id, id) on delete cascade
);

create table step ( -- what its doer can undo until the next phase
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    id             uuid not null,
    kind           text not null check (kind in ('phase', 'merge', 'regroup')),
    phase_no       integer not null, -- of the analysis after the step
    membership_id  uuid not null,
    before         jsonb not null,
    after          jsonb not null,
    done_at        timestamptz not null default now(),
    undone_at      timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, membership_id) references membership (institution_id, id)
);
create index step_analysis on step (institution_id, analysis_id, done_at desc);

create table theme ( -- of one's own frame; the themes of the other frames are fixed
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    id             uuid not null,
    name           text not null check (char_length(name) between 1 and 200),
    place          integer not null default 0,
    digest         bytea not null check (octet_length(digest) = 32),
    ended_at       timestamptz,
    primary key (institution_id, id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade
);
create index theme_analysis on theme (institution_id, analysis_id, place);

create table item_theme ( -- the theme of an item in a frame
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    item_id        uuid not null,
    frame          text not null check (frame in ('own', 'home_abroad', 'ace', 'hrk')),
    theme          text not null, -- a theme's id in one's own frame, else its key; '' once taken out of a group
    live_version   bigint not null,
    primary key (institution_id, item_id, frame),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, item_id) references item (institution_id, id) on delete cascade
);
create index item_theme_analysis on item_theme (institution_id, analysis_id, live_version);

create table ballot ( -- one per voter: an office, or a person
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    voter_id       uuid not null,
    office_id      uuid, -- the voter, or the office of the person who votes
    live_version   bigint not null default 0, -- of its last change
    primary key (institution_id, analysis_id, voter_id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id)
);
create index ballot_live on ballot (institution_id, analysis_id, live_version);

create table vote (
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    item_id        uuid not null,
    voter_id       uuid not null,
    dots           smallint not null check (dots between 1 and 100),
    primary key (institution_id, item_id, voter_id),
    foreign key (institution_id, analysis_id, voter_id) references ballot (institution_id, analysis_id, voter_id) on delete cascade,
    foreign key (institution_id, item_id) references item (institution_id, id) on delete cascade
);
create index vote_voter on vote (institution_id, analysis_id, voter_id);

create table rating ( -- the second question: how important, 1 to 5
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    item_id        uuid not null,
    voter_id       uuid not null,
    importance     smallint not null check (importance between 1 and 5),
    primary key (institution_id, item_id, voter_id),
    foreign key (institution_id, analysis_id, voter_id) references ballot (institution_id, analysis_id, voter_id) on delete cascade,
    foreign key (institution_id, item_id) references item (institution_id, id) on delete cascade
);
create index rating_voter on rating (institution_id, analysis_id, voter_id);

create table matrix_item ( -- the items that meet each other
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    item_id        uuid not null,
    place          smallint not null,
    primary key (institution_id, analysis_id, item_id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, item_id) references item (institution_id, id) on delete cascade
);

create table matrix_score ( -- what one person gives the meeting of an inside item with an outside one
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    inside_id      uuid not null,
    outside_id     uuid not null,
    person_id      uuid not null references person (id) on delete cascade,
    office_id      uuid,
    score          smallint not null check (score between -3 and 3),
    primary key (institution_id, inside_id, outside_id, person_id),
    foreign key (institution_id, analysis_id) references analysis (institution_id, id) on delete cascade,
    foreign key (institution_id, inside_id) references item (institution_id, id) on delete cascade,
    foreign key (institution_id, outside_id) references item (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id)
);
create index matrix_score_person on matrix_score (institution_id, analysis_id, person_id);

create table strategic_option (
    institution_id uuid not null references institution (id) on delete cascade,
    analysis_id    uuid not null,
    id             uuid not null,
    kind           text not null check (kind in ('so', 'st', 'wo', 'wt')),
    text           text not null check (char_length(text) between 1 and 8000),
    place          integer not null default 0,
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
    foreign key (institution_id, author_id) references membership (institution_id, id)
);
create index strategic_option_live on strategic_option (institution_id, analysis_id, live_version);

create table option_item ( -- the items that an option uses
    institution_id uuid not null references institution (id) on delete cascade,
    option_id      uuid not null,
    item_id        uuid not null,
    primary key (institution_id, option_id, item_id),
    foreign key (institution_id, option_id) references strategic_option (institution_id, id) on delete cascade,
    foreign key (institution_id, item_id) references item (institution_id, id)
);
create index option_item_item on option_item (institution_id, item_id);

create table comment ( -- on any subject; a thread is a comment with its replies
    institution_id uuid not null references institution (id) on delete cascade,
    id             uuid not null,
    subject        text not null check (subject in ('item')),
    subject_id     uuid not null,
    reply_to       uuid, -- the first comment of the thread; null: it is that
    author_id      uuid not null,
    text           text not null check (char_length(text) between 1 and 20000),
    digest         bytea not null check (octet_length(digest) = 32),
    created_at     timestamptz not null default now(),
    edited_at      timestamptz,
    withdrawn_at   timestamptz,
    resolved_at    timestamptz,
    resolved_by    uuid,
    primary key (institution_id, id),
    foreign key (institution_id, reply_to) references comment (institution_id, id) on delete cascade,
    foreign key (institution_id, author_id) references membership (institution_id, id),
    foreign key (institution_id, resolved_by) references membership (institution_id, id)
);
create index comment_subject on comment (institution_id, subject_id, created_at);

create table mention (
    institution_id uuid not null references institution (id) on delete cascade,
    comment_id     uuid not null,
    id             uuid not null,
    membership_id  uuid,
    office_id      uuid,
    primary key (institution_id, id),
    foreign key (institution_id, comment_id) references comment (institution_id, id) on delete cascade,
    foreign key (institution_id, membership_id) references membership (institution_id, id) on delete cascade,
    foreign key (institution_id, office_id) references office (institution_id, id),
    check ((membership_id is null) <> (office_id is null))
);
create index mention_comment on mention (institution_id, comment_id);

alter table activity
    drop constraint activity_subject_check,
    add constraint activity_subject_check check (subject in ('', 'institution', 'office', 'membership', 'analysis', 'item', 'group', 'comment'));

alter table facilitator enable row level security;
alter table facilitator force row level security;
create policy tenant on facilitator
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table phase_plan enable row level security;
alter table phase_plan force row level security;
create policy tenant on phase_plan
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table prompt enable row level security;
alter table prompt force row level security;
create policy tenant on prompt
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table office_answer enable row level security;
alter table office_answer force row level security;
create policy tenant on office_answer
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table item_change enable row level security;
alter table item_change force row level security;
create policy tenant on item_change
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table merged_source enable row level security;
alter table merged_source force row level security;
create policy tenant on merged_source
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table analysis_source enable row level security;
alter table analysis_source force row level security;
create policy tenant on analysis_source
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table step enable row level security;
alter table step force row level security;
create policy tenant on step
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table theme enable row level security;
alter table theme force row level security;
create policy tenant on theme
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table item_theme enable row level security;
alter table item_theme force row level security;
create policy tenant on item_theme
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table ballot enable row level security;
alter table ballot force row level security;
create policy tenant on ballot
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table vote enable row level security;
alter table vote force row level security;
create policy tenant on vote
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table rating enable row level security;
alter table rating force row level security;
create policy tenant on rating
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table matrix_item enable row level security;
alter table matrix_item force row level security;
create policy tenant on matrix_item
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table matrix_score enable row level security;
alter table matrix_score force row level security;
create policy tenant on matrix_score
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table strategic_option enable row level security;
alter table strategic_option force row level security;
create policy tenant on strategic_option
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table option_item enable row level security;
alter table option_item force row level security;
create policy tenant on option_item
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table comment enable row level security;
alter table comment force row level security;
create policy tenant on comment
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

alter table mention enable row level security;
alter table mention force row level security;
create policy tenant on mention
    using (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid))
    with check (institution_id = (select nullif(current_setting('app.institution_id', true), '')::uuid));

