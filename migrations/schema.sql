-- The schema after all migrations, written by: UPDATE_SCHEMA=1 go test ./internal/postgres

create extension if not exists pg_trgm;

create table activity (
    institution_id uuid not null,
    id uuid not null,
    at timestamp with time zone default now() not null,
    membership_id uuid,
    office_id uuid,
    kind text not null,
    subject text default ''::text not null,
    subject_id uuid,
    detail text default ''::text not null
);
create table analysis (
    institution_id uuid not null,
    id uuid not null,
    title text not null,
    scope text not null,
    office_id uuid,
    phase text default 'collecting'::text not null,
    opened_by uuid not null,
    digest bytea not null,
    opened_at timestamp with time zone default now() not null,
    group_id uuid,
    phase_no integer default 1 not null,
    phase_at timestamp with time zone default now() not null,
    authors text default 'office'::text not null,
    reveal text default 'at_once'::text not null,
    revealed_at timestamp with time zone,
    dots smallint default 5 not null,
    dots_per text default 'office'::text not null,
    cumulative boolean default true not null,
    importance boolean default false not null,
    item_limit smallint,
    timer_minutes smallint default 0 not null,
    timer_until timestamp with time zone,
    presenting text default ''::text not null,
    matrix_open boolean default false not null,
    matrix_shown boolean default false not null,
    epoch bigint default 0 not null,
    pulse bigint default 0 not null,
    salt uuid default gen_random_uuid() not null,
    compared_with uuid
);
create table analysis_source (
    institution_id uuid not null,
    analysis_id uuid not null,
    source_id uuid not null
);
create table anchor (
    institution_id uuid not null,
    strategy_id uuid not null,
    section_id uuid not null,
    id uuid not null,
    exact text not null,
    quote text not null,
    prefix text not null,
    suffix text not null,
    words text not null,
    state text not null,
    live_version bigint not null
);
create table anchor_place (
    institution_id uuid not null,
    anchor_id uuid not null,
    section_id uuid not null,
    starts integer not null,
    ends integer not null
) with (fillfactor=50);
create table arrival (
    institution_id uuid not null,
    analysis_id uuid not null,
    id uuid not null,
    name text not null,
    email text default ''::text not null,
    office_id uuid not null,
    secret bytea not null,
    arrived_at timestamp with time zone default now() not null,
    membership_id uuid,
    turned_away_at timestamp with time zone
);
create table ballot (
    institution_id uuid not null,
    analysis_id uuid not null,
    voter_id uuid not null,
    office_id uuid,
    live_version bigint default 0 not null
);
create table citation (
    institution_id uuid not null,
    objective_id uuid not null,
    id uuid not null,
    item_id uuid,
    option_id uuid
);
create table comment (
    institution_id uuid not null,
    id uuid not null,
    subject text not null,
    subject_id uuid not null,
    reply_to uuid,
    author_id uuid not null,
    text text not null,
    digest bytea not null,
    created_at timestamp with time zone default now() not null,
    edited_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    resolved_at timestamp with time zone,
    resolved_by uuid
);
create table consultation (
    institution_id uuid not null,
    strategy_id uuid not null,
    id uuid not null,
    opens timestamp with time zone not null,
    closes timestamp with time zone not null,
    everyone boolean not null,
    guide text default ''::text not null,
    digest bytea not null,
    opened_by uuid not null,
    made_at timestamp with time zone default now() not null,
    fixed boolean default false not null,
    version_n integer,
    opened_at timestamp with time zone,
    ending_at timestamp with time zone,
    closed_at timestamp with time zone
);
create table consultation_office (
    institution_id uuid not null,
    consultation_id uuid not null,
    office_id uuid not null
);
create table consultation_section (
    institution_id uuid not null,
    consultation_id uuid not null,
    section_id uuid not null
);
create table contribution (
    institution_id uuid not null,
    strategy_id uuid not null,
    id uuid not null,
    consultation_id uuid,
    kind text not null,
    section_id uuid,
    objective_id uuid,
    indicator_id uuid,
    position_id uuid,
    replacement text,
    author_id uuid not null,
    office_id uuid,
    held boolean default false not null,
    sent_at timestamp with time zone,
    sent_by uuid,
    late boolean default false not null,
    applied_at timestamp with time zone,
    digest bytea not null,
    live_version bigint not null,
    first_version bigint not null,
    question_id uuid,
    source text default ''::text not null,
    source_note text default ''::text not null,
    source_date date
);
create table disposition (
    institution_id uuid not null,
    contribution_id uuid not null,
    id uuid not null,
    disposition text not null,
    reason text not null,
    given_by uuid not null,
    given_at timestamp with time zone default now() not null,
    published_at timestamp with time zone,
    published_by uuid
);
create table drafter (
    institution_id uuid not null,
    strategy_id uuid not null,
    membership_id uuid not null,
    named_at timestamp with time zone default now() not null
);
create table facilitator (
    institution_id uuid not null,
    analysis_id uuid not null,
    membership_id uuid not null,
    until timestamp with time zone not null,
    named_at timestamp with time zone default now() not null
);
create table goal (
    institution_id uuid not null,
    strategy_id uuid not null,
    section_id uuid not null,
    id uuid not null,
    text text not null,
    place integer not null,
    version integer default 1 not null,
    digest bytea not null,
    withdrawn_at timestamp with time zone
);
create table indicator (
    institution_id uuid not null,
    strategy_id uuid not null,
    objective_id uuid not null,
    id uuid not null,
    name text not null,
    numerator text default ''::text not null,
    denominator text default ''::text not null,
    unit text not null,
    direction text not null,
    baseline numeric(18,4),
    baseline_year smallint,
    source text default ''::text not null,
    frequency text not null,
    library_key text default ''::text not null,
    place integer not null,
    version integer default 1 not null,
    digest bytea not null,
    withdrawn_at timestamp with time zone
);
create table indicator_target (
    institution_id uuid not null,
    indicator_id uuid not null,
    year smallint not null,
    value numeric(18,4) not null
);
create table institution (
    id uuid not null,
    slug text not null,
    name text not null,
    demo boolean default false not null,
    created_at timestamp with time zone default now() not null,
    short_name text default ''::text not null,
    time_zone text default 'UTC'::text not null,
    language text default 'en'::text not null,
    working_days smallint[] default '{1,2,3,4,5}'::smallint[] not null,
    year_start text default '09-01'::text not null,
    contact_name text default ''::text not null,
    contact_email text default ''::text not null,
    sender_name text default ''::text not null,
    reply_to text default ''::text not null,
    invitation_subject text default ''::text not null,
    invitation_text text default ''::text not null
);
create table invitation (
    institution_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    membership_id uuid not null,
    name text default ''::text not null,
    landing text default ''::text not null,
    invited_by uuid,
    digest bytea not null,
    created_at timestamp with time zone default now() not null,
    opened_at timestamp with time zone,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone
);
create table item (
    institution_id uuid not null,
    analysis_id uuid not null,
    id uuid not null,
    quadrant text not null,
    "position" text collate "C" not null,
    text text not null,
    evidence text default ''::text not null,
    office_id uuid,
    author_id uuid,
    version integer default 1 not null,
    live_version bigint not null,
    first_version bigint not null,
    digest bytea not null,
    created_at timestamp with time zone default now(),
    changed_at timestamp with time zone default now(),
    withdrawn_at timestamp with time zone,
    pen bytea,
    scribed boolean default false not null,
    joint boolean default false not null,
    reason text default ''::text not null,
    shortlisted boolean default false not null,
    votes integer default 0 not null,
    comments integer default 0 not null
);
create table item_change (
    institution_id uuid not null,
    item_id uuid not null,
    id uuid not null,
    kind text not null,
    version integer not null,
    quadrant text not null,
    text text not null,
    evidence text not null,
    membership_id uuid,
    at timestamp with time zone,
    live_version bigint not null
);
create table item_theme (
    institution_id uuid not null,
    analysis_id uuid not null,
    item_id uuid not null,
    frame text not null,
    theme text not null,
    live_version bigint not null
);
create table live (
    institution_id uuid not null,
    id uuid not null,
    version bigint default 0 not null
) with (fillfactor=50);
create table logo (
    institution_id uuid not null,
    media_type text not null,
    content bytea not null,
    changed_at timestamp with time zone default now() not null
);
create table mail (
    institution_id uuid not null,
    id uuid not null,
    person_id uuid,
    about_id uuid,
    invitation_id uuid,
    kind text not null,
    address text not null,
    name text default ''::text not null,
    sender_name text default ''::text not null,
    reply_to text default ''::text not null,
    subject text not null,
    body text not null,
    button text default ''::text not null,
    path text default ''::text not null,
    sealed bytea,
    created_at timestamp with time zone default now() not null,
    sent_at timestamp with time zone,
    failed_at timestamp with time zone,
    failure text default ''::text not null
);
create table matrix_item (
    institution_id uuid not null,
    analysis_id uuid not null,
    item_id uuid not null,
    place smallint not null
);
create table matrix_score (
    institution_id uuid not null,
    analysis_id uuid not null,
    inside_id uuid not null,
    outside_id uuid not null,
    person_id uuid not null,
    office_id uuid,
    score smallint not null
);
create table membership (
    institution_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    role text not null,
    office_id uuid,
    valid_from timestamp with time zone default now() not null,
    valid_until timestamp with time zone,
    accepted_at timestamp with time zone,
    last_used_at timestamp with time zone,
    created_at timestamp with time zone default now() not null,
    standing text,
    analysis_id uuid,
    disabled_at timestamp with time zone
);
create table mention (
    institution_id uuid not null,
    comment_id uuid not null,
    id uuid not null,
    membership_id uuid,
    office_id uuid
);
create table merged_source (
    institution_id uuid not null,
    analysis_id uuid not null,
    joint_id uuid not null,
    source_id uuid not null
);
create table misunderstanding (
    institution_id uuid not null,
    contribution_id uuid not null,
    disposition_id uuid not null,
    text text not null,
    said_by uuid not null,
    said_at timestamp with time zone default now() not null
);
create table notice (
    institution_id uuid not null,
    id uuid not null,
    membership_id uuid not null,
    kind text not null,
    subject_id uuid not null,
    cause uuid not null,
    title text not null,
    path text not null,
    at timestamp with time zone default now() not null,
    seen_at timestamp with time zone,
    mail text default 'never'::text not null,
    mailed_at timestamp with time zone
);
create table notice_choice (
    institution_id uuid not null,
    membership_id uuid not null,
    kind text not null,
    mail text not null
);
create table objective (
    institution_id uuid not null,
    strategy_id uuid not null,
    section_id uuid not null,
    goal_id uuid,
    id uuid not null,
    text text not null,
    office_id uuid,
    place integer not null,
    version integer default 1 not null,
    digest bytea not null,
    withdrawn_at timestamp with time zone
);
create table office (
    institution_id uuid not null,
    id uuid not null,
    slug text not null,
    name text not null,
    kind text not null,
    head_email text default ''::text not null,
    created_at timestamp with time zone default now() not null,
    place integer default 0 not null,
    archived_at timestamp with time zone,
    merged_into uuid
);
create table office_answer (
    institution_id uuid not null,
    analysis_id uuid not null,
    office_id uuid not null,
    wrote boolean default false not null,
    ready boolean default false not null,
    nothing text[] default '{}'::text[] not null,
    nudged_on date
);
create table office_position (
    institution_id uuid not null,
    consultation_id uuid not null,
    id uuid not null,
    office_id uuid not null,
    section_id uuid,
    "position" text not null,
    reason text default ''::text not null,
    remedy text default ''::text not null,
    proposed boolean default false not null,
    taken_by uuid not null,
    taken_at timestamp with time zone default now() not null,
    source text default ''::text not null,
    source_note text default ''::text not null,
    source_date date,
    digest bytea not null
);
create table option_item (
    institution_id uuid not null,
    option_id uuid not null,
    item_id uuid not null
);
create table person (
    id uuid not null,
    email text,
    email_norm text generated always as (lower(email)) stored,
    name text not null,
    password_hash text,
    access_version bigint default 1 not null,
    disabled_at timestamp with time zone,
    demo boolean default false not null,
    created_at timestamp with time zone default now() not null,
    administrator boolean default false not null
);
create table phase_plan (
    institution_id uuid not null,
    analysis_id uuid not null,
    phase text not null,
    instructions text default ''::text not null,
    due_on date
);
create unlogged table presence (
    institution_id uuid not null,
    subject_id uuid not null,
    person_id uuid not null,
    tab text not null,
    editing uuid,
    away boolean default false not null,
    leased_until timestamp with time zone not null,
    at_version integer,
    anchor integer,
    head integer
);
create table prompt (
    institution_id uuid not null,
    analysis_id uuid not null,
    quadrant text not null,
    question text not null,
    examples text default ''::text not null
);
create table question (
    institution_id uuid not null,
    consultation_id uuid not null,
    id uuid not null,
    n smallint not null,
    text text not null
);
create table rating (
    institution_id uuid not null,
    analysis_id uuid not null,
    item_id uuid not null,
    voter_id uuid not null,
    importance smallint not null
);
create table seat (
    institution_id uuid not null,
    id uuid not null,
    group_id uuid not null,
    office_id uuid not null,
    holder_id uuid,
    deputy_id uuid,
    since date not null,
    until date
);
create table section (
    institution_id uuid not null,
    strategy_id uuid not null,
    id uuid not null,
    kind text not null,
    title text not null,
    guide text default ''::text not null,
    place integer not null,
    version integer default 0 not null,
    doc jsonb not null,
    bytes integer generated always as (octet_length((doc)::text)) stored not null,
    words integer default 0 not null,
    title_version integer default 1 not null,
    live_version bigint not null,
    shape_version bigint not null,
    first_version bigint not null,
    digest bytea not null,
    created_at timestamp with time zone default now() not null,
    changed_at timestamp with time zone default now() not null,
    changed_by uuid not null,
    withdrawn_at timestamp with time zone
);
create table section_step (
    institution_id uuid not null,
    section_id uuid not null,
    version integer not null,
    strategy_id uuid not null,
    client text not null,
    membership_id uuid not null,
    step jsonb not null,
    ranges integer[] not null,
    live_version bigint not null,
    at timestamp with time zone default now() not null,
    credit_id uuid
);
create table session (
    token text not null,
    data bytea not null,
    expiry timestamp with time zone not null,
    person_id uuid,
    agent text default ''::text not null,
    started_at timestamp with time zone default now() not null,
    seen_at timestamp with time zone default now() not null
);
create table step (
    institution_id uuid not null,
    analysis_id uuid not null,
    id uuid not null,
    kind text not null,
    phase_no integer not null,
    membership_id uuid not null,
    before jsonb not null,
    after jsonb not null,
    done_at timestamp with time zone default now() not null,
    undone_at timestamp with time zone
);
create table strategic_option (
    institution_id uuid not null,
    analysis_id uuid not null,
    id uuid not null,
    kind text not null,
    text text not null,
    place integer default 0 not null,
    author_id uuid not null,
    version integer default 1 not null,
    live_version bigint not null,
    first_version bigint not null,
    digest bytea not null,
    created_at timestamp with time zone default now() not null,
    changed_at timestamp with time zone default now() not null,
    withdrawn_at timestamp with time zone
);
create table strategy (
    institution_id uuid not null,
    id uuid not null,
    title text not null,
    period text default ''::text not null,
    state text default 'drafting'::text not null,
    template text default ''::text not null,
    copied_from uuid,
    opened_by uuid not null,
    digest bytea not null,
    opened_at timestamp with time zone default now() not null,
    version integer default 1 not null,
    shape bigint default 0 not null,
    changed_at timestamp with time zone default now() not null,
    withdrawn_at timestamp with time zone,
    consulted_from timestamp with time zone,
    consulted_until timestamp with time zone,
    text_fixed boolean default false not null
);
create table strategy_labels (
    institution_id uuid not null,
    pillar text not null,
    goal text not null,
    objective text not null,
    indicator text not null
);
create table strategy_look (
    institution_id uuid not null,
    strategy_id uuid not null,
    person_id uuid not null,
    seen bigint not null,
    at timestamp with time zone default now() not null
);
create table strategy_version (
    institution_id uuid not null,
    strategy_id uuid not null,
    n integer not null,
    id uuid not null,
    note text default ''::text not null,
    content bytea not null,
    hash bytea not null,
    words integer not null,
    digest bytea not null,
    kept_by uuid not null,
    kept_at timestamp with time zone default now() not null
);
create table theme (
    institution_id uuid not null,
    analysis_id uuid not null,
    id uuid not null,
    name text not null,
    place integer default 0 not null,
    digest bytea not null,
    ended_at timestamp with time zone
);
create table token (
    hash bytea not null,
    kind text not null,
    institution_id uuid,
    target uuid not null,
    expires_at timestamp with time zone not null,
    used_at timestamp with time zone,
    created_at timestamp with time zone default now() not null,
    address text default ''::text not null
);
create table vote (
    institution_id uuid not null,
    analysis_id uuid not null,
    item_id uuid not null,
    voter_id uuid not null,
    dots smallint not null
);
create table working_group (
    institution_id uuid not null,
    id uuid not null,
    name text not null,
    terms text default ''::text not null,
    quorum_rule text default 'majority'::text not null,
    quorum_number smallint default 0 not null,
    chair_id uuid,
    secretary_id uuid,
    version integer default 1 not null,
    digest bytea not null,
    created_at timestamp with time zone default now() not null,
    ended_at timestamp with time zone
);

alter table activity add constraint activity_pkey PRIMARY KEY (institution_id, id);
alter table activity add constraint activity_detail_check CHECK ((char_length(detail) <= 500));
alter table activity add constraint activity_kind_check CHECK ((kind ~ '^[a-z]+( [a-z]+)*$'::text));
alter table activity add constraint activity_subject_check CHECK ((subject = ANY (ARRAY[''::text, 'institution'::text, 'office'::text, 'membership'::text, 'analysis'::text, 'item'::text, 'group'::text, 'comment'::text, 'strategy'::text, 'contribution'::text])));
alter table analysis add constraint analysis_pkey PRIMARY KEY (institution_id, id);
alter table analysis add constraint analysis_authors_check CHECK ((authors = ANY (ARRAY['person'::text, 'office'::text, 'nobody'::text])));
alter table analysis add constraint analysis_check CHECK (((scope = 'office'::text) = (office_id IS NOT NULL)));
alter table analysis add constraint analysis_digest_check CHECK ((octet_length(digest) = 32));
alter table analysis add constraint analysis_dots_check CHECK (((dots >= 1) AND (dots <= 100)));
alter table analysis add constraint analysis_dots_per_check CHECK ((dots_per = ANY (ARRAY['office'::text, 'person'::text])));
alter table analysis add constraint analysis_item_limit_check CHECK (((item_limit >= 1) AND (item_limit <= 50)));
alter table analysis add constraint analysis_phase_check CHECK ((phase = ANY (ARRAY['collecting'::text, 'grouping'::text, 'voting'::text, 'closed'::text])));
alter table analysis add constraint analysis_presenting_check CHECK ((char_length(presenting) <= 60));
alter table analysis add constraint analysis_reveal_check CHECK ((reveal = ANY (ARRAY['at_once'::text, 'after_own'::text, 'together'::text])));
alter table analysis add constraint analysis_scope_check CHECK ((scope = ANY (ARRAY['office'::text, 'institution'::text])));
alter table analysis add constraint analysis_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 400)));
alter table analysis_source add constraint analysis_source_pkey PRIMARY KEY (institution_id, analysis_id, source_id);
alter table anchor add constraint anchor_pkey PRIMARY KEY (institution_id, id);
alter table anchor add constraint anchor_exact_check CHECK (((char_length(exact) >= 1) AND (char_length(exact) <= 20000)));
alter table anchor add constraint anchor_state_check CHECK ((state = ANY (ARRAY['anchored'::text, 'check'::text, 'detached'::text])));
alter table anchor_place add constraint anchor_place_pkey PRIMARY KEY (institution_id, anchor_id);
alter table arrival add constraint arrival_pkey PRIMARY KEY (institution_id, id);
alter table arrival add constraint arrival_email_check CHECK ((char_length(email) <= 254));
alter table arrival add constraint arrival_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table arrival add constraint arrival_secret_check CHECK ((octet_length(secret) = 32));
alter table ballot add constraint ballot_pkey PRIMARY KEY (institution_id, analysis_id, voter_id);
alter table citation add constraint citation_pkey PRIMARY KEY (institution_id, id);
alter table citation add constraint citation_institution_id_objective_id_item_id_key UNIQUE (institution_id, objective_id, item_id);
alter table citation add constraint citation_institution_id_objective_id_option_id_key UNIQUE (institution_id, objective_id, option_id);
alter table citation add constraint citation_check CHECK (((item_id IS NULL) <> (option_id IS NULL)));
alter table comment add constraint comment_pkey PRIMARY KEY (institution_id, id);
alter table comment add constraint comment_digest_check CHECK ((octet_length(digest) = 32));
alter table comment add constraint comment_subject_check CHECK ((subject = ANY (ARRAY['item'::text, 'contribution'::text])));
alter table comment add constraint comment_text_check CHECK (((char_length(text) <= 20000) AND ((text <> ''::text) OR (subject = 'contribution'::text))));
alter table consultation add constraint consultation_pkey PRIMARY KEY (institution_id, id);
alter table consultation add constraint consultation_check CHECK ((opens < closes));
alter table consultation add constraint consultation_digest_check CHECK ((octet_length(digest) = 32));
alter table consultation add constraint consultation_guide_check CHECK ((char_length(guide) <= 8000));
alter table consultation_office add constraint consultation_office_pkey PRIMARY KEY (institution_id, consultation_id, office_id);
alter table consultation_section add constraint consultation_section_pkey PRIMARY KEY (institution_id, consultation_id, section_id);
alter table contribution add constraint contribution_pkey PRIMARY KEY (institution_id, id);
alter table contribution add constraint contribution_check CHECK (((kind = 'suggestion'::text) = (replacement IS NOT NULL)));
alter table contribution add constraint contribution_check1 CHECK (((NOT held) OR (office_id IS NOT NULL)));
alter table contribution add constraint contribution_check2 CHECK (((source = ''::text) OR (office_id IS NOT NULL)));
alter table contribution add constraint contribution_digest_check CHECK ((octet_length(digest) = 32));
alter table contribution add constraint contribution_kind_check CHECK ((kind = ANY (ARRAY['comment'::text, 'suggestion'::text, 'remark'::text, 'objection'::text])));
alter table contribution add constraint contribution_replacement_check CHECK ((char_length(replacement) <= 20000));
alter table contribution add constraint contribution_source_check CHECK ((source = ANY (ARRAY[''::text, 'email'::text, 'meeting'::text, 'call'::text, 'document'::text])));
alter table contribution add constraint contribution_source_note_check CHECK ((char_length(source_note) <= 2000));
alter table disposition add constraint disposition_pkey PRIMARY KEY (institution_id, id);
alter table disposition add constraint disposition_disposition_check CHECK ((disposition = ANY (ARRAY['adopted'::text, 'adapted'::text, 'declined'::text, 'deferred'::text])));
alter table disposition add constraint disposition_reason_check CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 20000)));
alter table drafter add constraint drafter_pkey PRIMARY KEY (institution_id, strategy_id, membership_id);
alter table facilitator add constraint facilitator_pkey PRIMARY KEY (institution_id, analysis_id, membership_id);
alter table goal add constraint goal_pkey PRIMARY KEY (institution_id, id);
alter table goal add constraint goal_digest_check CHECK ((octet_length(digest) = 32));
alter table goal add constraint goal_text_check CHECK (((char_length(text) >= 1) AND (char_length(text) <= 8000)));
alter table indicator add constraint indicator_pkey PRIMARY KEY (institution_id, id);
alter table indicator add constraint indicator_baseline_year_check CHECK (((baseline_year >= 1900) AND (baseline_year <= 2200)));
alter table indicator add constraint indicator_denominator_check CHECK ((char_length(denominator) <= 2000));
alter table indicator add constraint indicator_digest_check CHECK ((octet_length(digest) = 32));
alter table indicator add constraint indicator_direction_check CHECK ((direction = ANY (ARRAY['up'::text, 'down'::text, 'keep'::text])));
alter table indicator add constraint indicator_frequency_check CHECK (((char_length(frequency) >= 1) AND (char_length(frequency) <= 40)));
alter table indicator add constraint indicator_library_key_check CHECK ((char_length(library_key) <= 80));
alter table indicator add constraint indicator_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 1000)));
alter table indicator add constraint indicator_numerator_check CHECK ((char_length(numerator) <= 2000));
alter table indicator add constraint indicator_source_check CHECK ((char_length(source) <= 1000));
alter table indicator add constraint indicator_unit_check CHECK (((char_length(unit) >= 1) AND (char_length(unit) <= 40)));
alter table indicator_target add constraint indicator_target_pkey PRIMARY KEY (institution_id, indicator_id, year);
alter table indicator_target add constraint indicator_target_year_check CHECK (((year >= 1900) AND (year <= 2200)));
alter table institution add constraint institution_pkey PRIMARY KEY (id);
alter table institution add constraint institution_slug_key UNIQUE (slug);
alter table institution add constraint institution_contact_email_check CHECK ((char_length(contact_email) <= 254));
alter table institution add constraint institution_contact_name_check CHECK ((char_length(contact_name) <= 200));
alter table institution add constraint institution_invitation_subject_check CHECK ((char_length(invitation_subject) <= 200));
alter table institution add constraint institution_invitation_text_check CHECK ((char_length(invitation_text) <= 5000));
alter table institution add constraint institution_language_check CHECK ((language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'::text));
alter table institution add constraint institution_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table institution add constraint institution_reply_to_check CHECK ((char_length(reply_to) <= 254));
alter table institution add constraint institution_sender_name_check CHECK ((char_length(sender_name) <= 200));
alter table institution add constraint institution_short_name_check CHECK ((char_length(short_name) <= 40));
alter table institution add constraint institution_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{1,39}$'::text));
alter table institution add constraint institution_time_zone_check CHECK (((char_length(time_zone) >= 1) AND (char_length(time_zone) <= 64)));
alter table institution add constraint institution_working_days_check CHECK ((working_days <@ '{1,2,3,4,5,6,7}'::smallint[]));
alter table institution add constraint institution_year_start_check CHECK ((year_start ~ '^[0-1][0-9]-[0-3][0-9]$'::text));
alter table invitation add constraint invitation_pkey PRIMARY KEY (institution_id, id);
alter table invitation add constraint invitation_digest_check CHECK ((octet_length(digest) = 32));
alter table invitation add constraint invitation_landing_check CHECK ((char_length(landing) <= 400));
alter table invitation add constraint invitation_name_check CHECK ((char_length(name) <= 200));
alter table item add constraint item_pkey PRIMARY KEY (institution_id, id);
alter table item add constraint item_author CHECK (((pen IS NULL) = (author_id IS NOT NULL)));
alter table item add constraint item_digest_check CHECK ((octet_length(digest) = 32));
alter table item add constraint item_pen_check CHECK ((octet_length(pen) = 32));
alter table item add constraint item_position_check CHECK (("position" <> ''::text));
alter table item add constraint item_quadrant_check CHECK ((quadrant = ANY (ARRAY['strength'::text, 'weakness'::text, 'opportunity'::text, 'threat'::text])));
alter table item add constraint item_reason_check CHECK ((char_length(reason) <= 4000));
alter table item add constraint item_text_check CHECK ((text <> ''::text));
alter table item add constraint item_unsigned CHECK (((pen IS NULL) OR ((office_id IS NULL) AND (created_at IS NULL) AND (changed_at IS NULL) AND (NOT scribed))));
alter table item_change add constraint item_change_pkey PRIMARY KEY (institution_id, id);
alter table item_change add constraint item_change_kind_check CHECK ((kind = ANY (ARRAY['edited'::text, 'moved'::text, 'withdrawn'::text, 'restored'::text])));
alter table item_theme add constraint item_theme_pkey PRIMARY KEY (institution_id, item_id, frame);
alter table item_theme add constraint item_theme_frame_check CHECK ((frame = ANY (ARRAY['own'::text, 'home_abroad'::text, 'ace'::text, 'hrk'::text])));
alter table live add constraint live_pkey PRIMARY KEY (institution_id, id);
alter table logo add constraint logo_pkey PRIMARY KEY (institution_id);
alter table logo add constraint logo_content_check CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 524288)));
alter table logo add constraint logo_media_type_check CHECK ((media_type = ANY (ARRAY['image/png'::text, 'image/jpeg'::text, 'image/webp'::text])));
alter table mail add constraint mail_pkey PRIMARY KEY (institution_id, id);
alter table mail add constraint mail_address_check CHECK (((char_length(address) >= 3) AND (char_length(address) <= 254)));
alter table mail add constraint mail_failure_check CHECK ((char_length(failure) <= 500));
alter table mail add constraint mail_kind_check CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 40)));
alter table mail add constraint mail_subject_check CHECK ((subject <> ''::text));
alter table matrix_item add constraint matrix_item_pkey PRIMARY KEY (institution_id, analysis_id, item_id);
alter table matrix_score add constraint matrix_score_pkey PRIMARY KEY (institution_id, inside_id, outside_id, person_id);
alter table matrix_score add constraint matrix_score_score_check CHECK (((score >= '-3'::integer) AND (score <= 3)));
alter table membership add constraint membership_pkey PRIMARY KEY (institution_id, id);
alter table membership add constraint membership_once UNIQUE NULLS NOT DISTINCT (institution_id, person_id, role, office_id, analysis_id);
alter table membership add constraint membership_role_check CHECK ((role = ANY (ARRAY['international_office'::text, 'senior_management'::text, 'member_office'::text, 'body_member'::text, 'adviser'::text])));
alter table membership add constraint membership_standing_check CHECK ((standing = ANY (ARRAY['head'::text, 'focal_person'::text, 'deputy'::text])));
alter table membership add constraint standing_needs_office CHECK (((standing IS NULL) OR ((office_id IS NOT NULL) AND (analysis_id IS NULL))));
alter table mention add constraint mention_pkey PRIMARY KEY (institution_id, id);
alter table mention add constraint mention_check CHECK (((membership_id IS NULL) <> (office_id IS NULL)));
alter table merged_source add constraint merged_source_pkey PRIMARY KEY (institution_id, joint_id, source_id);
alter table merged_source add constraint merged_once UNIQUE (institution_id, analysis_id, source_id);
alter table misunderstanding add constraint misunderstanding_pkey PRIMARY KEY (institution_id, contribution_id);
alter table misunderstanding add constraint misunderstanding_text_check CHECK (((char_length(text) >= 1) AND (char_length(text) <= 20000)));
alter table notice add constraint notice_pkey PRIMARY KEY (institution_id, id);
alter table notice add constraint notice_institution_id_membership_id_kind_cause_key UNIQUE (institution_id, membership_id, kind, cause);
alter table notice add constraint notice_kind_check CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 40)));
alter table notice add constraint notice_mail_check CHECK ((mail = ANY (ARRAY['now'::text, 'daily'::text, 'never'::text])));
alter table notice add constraint notice_path_check CHECK ((char_length(path) <= 1000));
alter table notice add constraint notice_title_check CHECK ((char_length(title) <= 1000));
alter table notice_choice add constraint notice_choice_pkey PRIMARY KEY (institution_id, membership_id, kind);
alter table notice_choice add constraint notice_choice_kind_check CHECK (((char_length(kind) >= 1) AND (char_length(kind) <= 40)));
alter table notice_choice add constraint notice_choice_mail_check CHECK ((mail = ANY (ARRAY['now'::text, 'daily'::text, 'never'::text])));
alter table objective add constraint objective_pkey PRIMARY KEY (institution_id, id);
alter table objective add constraint objective_digest_check CHECK ((octet_length(digest) = 32));
alter table objective add constraint objective_text_check CHECK (((char_length(text) >= 1) AND (char_length(text) <= 8000)));
alter table office add constraint office_pkey PRIMARY KEY (institution_id, id);
alter table office add constraint office_institution_id_slug_key UNIQUE (institution_id, slug);
alter table office add constraint office_kind_check CHECK ((kind = ANY (ARRAY['office'::text, 'centre'::text, 'school'::text, 'body'::text])));
alter table office add constraint office_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table office add constraint office_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{1,39}$'::text));
alter table office_answer add constraint office_answer_pkey PRIMARY KEY (institution_id, analysis_id, office_id);
alter table office_answer add constraint office_answer_nothing_check CHECK ((nothing <@ '{strength,weakness,opportunity,threat}'::text[]));
alter table office_position add constraint office_position_pkey PRIMARY KEY (institution_id, id);
alter table office_position add constraint office_position_digest_check CHECK ((octet_length(digest) = 32));
alter table office_position add constraint office_position_position_check CHECK (("position" = ANY (ARRAY['consent'::text, 'consent_with_remarks'::text, 'objection'::text, 'none'::text])));
alter table office_position add constraint office_position_reason_check CHECK ((char_length(reason) <= 20000));
alter table office_position add constraint office_position_remedy_check CHECK ((char_length(remedy) <= 20000));
alter table office_position add constraint office_position_source_check CHECK ((source = ANY (ARRAY[''::text, 'email'::text, 'meeting'::text, 'call'::text, 'document'::text])));
alter table office_position add constraint office_position_source_note_check CHECK ((char_length(source_note) <= 2000));
alter table option_item add constraint option_item_pkey PRIMARY KEY (institution_id, option_id, item_id);
alter table person add constraint person_pkey PRIMARY KEY (id);
alter table person add constraint person_email_norm_key UNIQUE (email_norm);
alter table person add constraint person_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254)));
alter table person add constraint person_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table phase_plan add constraint phase_plan_pkey PRIMARY KEY (institution_id, analysis_id, phase);
alter table phase_plan add constraint phase_plan_instructions_check CHECK ((char_length(instructions) <= 4000));
alter table phase_plan add constraint phase_plan_phase_check CHECK ((phase = ANY (ARRAY['collecting'::text, 'grouping'::text, 'voting'::text, 'closed'::text])));
alter table presence add constraint presence_pkey PRIMARY KEY (institution_id, subject_id, person_id, tab);
alter table presence add constraint presence_tab_check CHECK (((char_length(tab) >= 1) AND (char_length(tab) <= 40)));
alter table prompt add constraint prompt_pkey PRIMARY KEY (institution_id, analysis_id, quadrant);
alter table prompt add constraint prompt_examples_check CHECK ((char_length(examples) <= 4000));
alter table prompt add constraint prompt_quadrant_check CHECK ((quadrant = ANY (ARRAY['strength'::text, 'weakness'::text, 'opportunity'::text, 'threat'::text])));
alter table prompt add constraint prompt_question_check CHECK (((char_length(question) >= 1) AND (char_length(question) <= 1000)));
alter table question add constraint question_pkey PRIMARY KEY (institution_id, id);
alter table question add constraint question_n_check CHECK (((n >= 1) AND (n <= 20)));
alter table question add constraint question_text_check CHECK (((char_length(text) >= 1) AND (char_length(text) <= 4000)));
alter table rating add constraint rating_pkey PRIMARY KEY (institution_id, item_id, voter_id);
alter table rating add constraint rating_importance_check CHECK (((importance >= 1) AND (importance <= 5)));
alter table seat add constraint seat_pkey PRIMARY KEY (institution_id, id);
alter table seat add constraint seat_check CHECK (((until IS NULL) OR (until >= since)));
alter table section add constraint section_pkey PRIMARY KEY (institution_id, id);
alter table section add constraint section_digest_check CHECK ((octet_length(digest) = 32));
alter table section add constraint section_guide_check CHECK ((char_length(guide) <= 2000));
alter table section add constraint section_kind_check CHECK ((kind = ANY (ARRAY['text'::text, 'pillar'::text])));
alter table section add constraint section_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 400)));
alter table section_step add constraint section_step_pkey PRIMARY KEY (institution_id, section_id, version);
alter table section_step add constraint section_step_client_check CHECK (((char_length(client) >= 1) AND (char_length(client) <= 64)));
alter table session add constraint session_pkey PRIMARY KEY (token);
alter table session add constraint session_agent_check CHECK ((char_length(agent) <= 200));
alter table step add constraint step_pkey PRIMARY KEY (institution_id, id);
alter table step add constraint step_kind_check CHECK ((kind = ANY (ARRAY['phase'::text, 'merge'::text, 'regroup'::text])));
alter table strategic_option add constraint strategic_option_pkey PRIMARY KEY (institution_id, id);
alter table strategic_option add constraint strategic_option_digest_check CHECK ((octet_length(digest) = 32));
alter table strategic_option add constraint strategic_option_kind_check CHECK ((kind = ANY (ARRAY['so'::text, 'st'::text, 'wo'::text, 'wt'::text])));
alter table strategic_option add constraint strategic_option_text_check CHECK (((char_length(text) >= 1) AND (char_length(text) <= 8000)));
alter table strategy add constraint strategy_pkey PRIMARY KEY (institution_id, id);
alter table strategy add constraint strategy_check CHECK ((consulted_from < consulted_until));
alter table strategy add constraint strategy_digest_check CHECK ((octet_length(digest) = 32));
alter table strategy add constraint strategy_period_check CHECK ((char_length(period) <= 200));
alter table strategy add constraint strategy_state_check CHECK ((state = 'drafting'::text));
alter table strategy add constraint strategy_template_check CHECK ((char_length(template) <= 40));
alter table strategy add constraint strategy_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 400)));
alter table strategy_labels add constraint strategy_labels_pkey PRIMARY KEY (institution_id);
alter table strategy_labels add constraint strategy_labels_goal_check CHECK (((char_length(goal) >= 1) AND (char_length(goal) <= 60)));
alter table strategy_labels add constraint strategy_labels_indicator_check CHECK (((char_length(indicator) >= 1) AND (char_length(indicator) <= 60)));
alter table strategy_labels add constraint strategy_labels_objective_check CHECK (((char_length(objective) >= 1) AND (char_length(objective) <= 60)));
alter table strategy_labels add constraint strategy_labels_pillar_check CHECK (((char_length(pillar) >= 1) AND (char_length(pillar) <= 60)));
alter table strategy_look add constraint strategy_look_pkey PRIMARY KEY (institution_id, strategy_id, person_id);
alter table strategy_version add constraint strategy_version_pkey PRIMARY KEY (institution_id, strategy_id, n);
alter table strategy_version add constraint strategy_version_institution_id_id_key UNIQUE (institution_id, id);
alter table strategy_version add constraint strategy_version_digest_check CHECK ((octet_length(digest) = 32));
alter table strategy_version add constraint strategy_version_hash_check CHECK ((octet_length(hash) = 32));
alter table strategy_version add constraint strategy_version_n_check CHECK ((n > 0));
alter table strategy_version add constraint strategy_version_note_check CHECK ((char_length(note) <= 8000));
alter table theme add constraint theme_pkey PRIMARY KEY (institution_id, id);
alter table theme add constraint theme_digest_check CHECK ((octet_length(digest) = 32));
alter table theme add constraint theme_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table token add constraint token_pkey PRIMARY KEY (hash);
alter table token add constraint token_address_check CHECK ((char_length(address) <= 254));
alter table token add constraint token_hash_check CHECK ((octet_length(hash) = 32));
alter table token add constraint token_kind_check CHECK ((kind = ANY (ARRAY['invitation'::text, 'password'::text, 'email'::text, 'join'::text, 'confirmation'::text])));
alter table vote add constraint vote_pkey PRIMARY KEY (institution_id, item_id, voter_id);
alter table vote add constraint vote_dots_check CHECK (((dots >= 1) AND (dots <= 100)));
alter table working_group add constraint working_group_pkey PRIMARY KEY (institution_id, id);
alter table working_group add constraint working_group_digest_check CHECK ((octet_length(digest) = 32));
alter table working_group add constraint working_group_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table working_group add constraint working_group_quorum_number_check CHECK (((quorum_number >= 0) AND (quorum_number <= 500)));
alter table working_group add constraint working_group_quorum_rule_check CHECK ((quorum_rule = ANY (ARRAY['majority'::text, 'two_thirds'::text, 'all'::text, 'number'::text])));
alter table working_group add constraint working_group_terms_check CHECK ((char_length(terms) <= 20000));

CREATE INDEX activity_membership ON public.activity USING btree (institution_id, membership_id, at DESC);
CREATE INDEX activity_recent ON public.activity USING btree (institution_id, at DESC, id DESC);
CREATE INDEX analysis_opened ON public.analysis USING btree (institution_id, opened_at DESC, id);
CREATE INDEX anchor_section ON public.anchor USING btree (institution_id, section_id);
CREATE INDEX anchor_place_section ON public.anchor_place USING btree (institution_id, section_id);
CREATE INDEX arrival_analysis ON public.arrival USING btree (institution_id, analysis_id, arrived_at);
CREATE INDEX ballot_live ON public.ballot USING btree (institution_id, analysis_id, live_version);
CREATE INDEX citation_item ON public.citation USING btree (institution_id, item_id);
CREATE INDEX citation_option ON public.citation USING btree (institution_id, option_id);
CREATE INDEX comment_subject ON public.comment USING btree (institution_id, subject_id, created_at);
CREATE INDEX consultation_strategy ON public.consultation USING btree (institution_id, strategy_id, opens);
CREATE INDEX contribution_live ON public.contribution USING btree (institution_id, strategy_id, live_version);
CREATE INDEX disposition_contribution ON public.disposition USING btree (institution_id, contribution_id, given_at);
CREATE INDEX drafter_membership ON public.drafter USING btree (institution_id, membership_id);
CREATE INDEX facilitator_membership ON public.facilitator USING btree (institution_id, membership_id);
CREATE INDEX goal_section ON public.goal USING btree (institution_id, section_id, place);
CREATE INDEX indicator_objective ON public.indicator USING btree (institution_id, objective_id, place);
CREATE INDEX invitation_membership ON public.invitation USING btree (institution_id, membership_id, created_at DESC);
CREATE INDEX invitation_person ON public.invitation USING btree (institution_id, person_id);
CREATE INDEX item_live ON public.item USING btree (institution_id, analysis_id, live_version);
CREATE INDEX item_place ON public.item USING btree (institution_id, analysis_id, quadrant, "position", id);
CREATE INDEX item_change_item ON public.item_change USING btree (institution_id, item_id, live_version);
CREATE INDEX item_theme_analysis ON public.item_theme USING btree (institution_id, analysis_id, live_version);
CREATE INDEX mail_invitation ON public.mail USING btree (institution_id, invitation_id, created_at DESC);
CREATE INDEX mail_person ON public.mail USING btree (institution_id, person_id, created_at DESC);
CREATE INDEX mail_recent ON public.mail USING btree (institution_id, created_at DESC, id);
CREATE INDEX matrix_score_person ON public.matrix_score USING btree (institution_id, analysis_id, person_id);
CREATE INDEX membership_person ON public.membership USING btree (person_id);
CREATE INDEX mention_comment ON public.mention USING btree (institution_id, comment_id);
CREATE INDEX notice_daily ON public.notice USING btree (institution_id, membership_id) WHERE ((mail = 'daily'::text) AND (mailed_at IS NULL));
CREATE INDEX notice_of ON public.notice USING btree (institution_id, membership_id, at);
CREATE INDEX objective_office ON public.objective USING btree (institution_id, office_id);
CREATE INDEX objective_section ON public.objective USING btree (institution_id, section_id, place);
CREATE INDEX office_position_consultation ON public.office_position USING btree (institution_id, consultation_id, office_id, taken_at);
CREATE INDEX option_item_item ON public.option_item USING btree (institution_id, item_id);
CREATE INDEX question_consultation ON public.question USING btree (institution_id, consultation_id, n);
CREATE INDEX rating_voter ON public.rating USING btree (institution_id, analysis_id, voter_id);
CREATE INDEX seat_group ON public.seat USING btree (institution_id, group_id, since);
CREATE INDEX section_live ON public.section USING btree (institution_id, strategy_id, live_version);
CREATE INDEX section_place ON public.section USING btree (institution_id, strategy_id, place, id);
CREATE INDEX section_step_live ON public.section_step USING btree (institution_id, strategy_id, live_version);
CREATE INDEX session_expiry ON public.session USING btree (expiry);
CREATE INDEX session_person ON public.session USING btree (person_id);
CREATE INDEX step_analysis ON public.step USING btree (institution_id, analysis_id, done_at DESC);
CREATE INDEX strategic_option_live ON public.strategic_option USING btree (institution_id, analysis_id, live_version);
CREATE INDEX theme_analysis ON public.theme USING btree (institution_id, analysis_id, place);
CREATE INDEX token_target ON public.token USING btree (kind, target);
CREATE INDEX vote_voter ON public.vote USING btree (institution_id, analysis_id, voter_id);

alter table activity add constraint activity_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table activity add constraint activity_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id) ON DELETE CASCADE;
alter table activity add constraint activity_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table analysis add constraint analysis_institution_id_compared_with_fkey FOREIGN KEY (institution_id, compared_with) REFERENCES analysis(institution_id, id);
alter table analysis add constraint analysis_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table analysis add constraint analysis_institution_id_group_id_fkey FOREIGN KEY (institution_id, group_id) REFERENCES working_group(institution_id, id);
alter table analysis add constraint analysis_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table analysis add constraint analysis_institution_id_opened_by_fkey FOREIGN KEY (institution_id, opened_by) REFERENCES membership(institution_id, id);
alter table analysis_source add constraint analysis_source_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table analysis_source add constraint analysis_source_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table analysis_source add constraint analysis_source_institution_id_source_id_fkey FOREIGN KEY (institution_id, source_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table anchor add constraint anchor_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table anchor add constraint anchor_institution_id_section_id_fkey FOREIGN KEY (institution_id, section_id) REFERENCES section(institution_id, id) ON DELETE CASCADE;
alter table anchor add constraint anchor_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table anchor_place add constraint anchor_place_institution_id_anchor_id_fkey FOREIGN KEY (institution_id, anchor_id) REFERENCES anchor(institution_id, id) ON DELETE CASCADE;
alter table anchor_place add constraint anchor_place_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table arrival add constraint arrival_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table arrival add constraint arrival_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table arrival add constraint arrival_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id) ON DELETE CASCADE;
alter table arrival add constraint arrival_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table ballot add constraint ballot_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table ballot add constraint ballot_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table ballot add constraint ballot_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table citation add constraint citation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table citation add constraint citation_institution_id_item_id_fkey FOREIGN KEY (institution_id, item_id) REFERENCES item(institution_id, id);
alter table citation add constraint citation_institution_id_objective_id_fkey FOREIGN KEY (institution_id, objective_id) REFERENCES objective(institution_id, id) ON DELETE CASCADE;
alter table citation add constraint citation_institution_id_option_id_fkey FOREIGN KEY (institution_id, option_id) REFERENCES strategic_option(institution_id, id);
alter table comment add constraint comment_institution_id_author_id_fkey FOREIGN KEY (institution_id, author_id) REFERENCES membership(institution_id, id);
alter table comment add constraint comment_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table comment add constraint comment_institution_id_reply_to_fkey FOREIGN KEY (institution_id, reply_to) REFERENCES comment(institution_id, id) ON DELETE CASCADE;
alter table comment add constraint comment_institution_id_resolved_by_fkey FOREIGN KEY (institution_id, resolved_by) REFERENCES membership(institution_id, id);
alter table consultation add constraint consultation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table consultation add constraint consultation_institution_id_opened_by_fkey FOREIGN KEY (institution_id, opened_by) REFERENCES membership(institution_id, id);
alter table consultation add constraint consultation_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table consultation_office add constraint consultation_office_institution_id_consultation_id_fkey FOREIGN KEY (institution_id, consultation_id) REFERENCES consultation(institution_id, id) ON DELETE CASCADE;
alter table consultation_office add constraint consultation_office_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table consultation_office add constraint consultation_office_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table consultation_section add constraint consultation_section_institution_id_consultation_id_fkey FOREIGN KEY (institution_id, consultation_id) REFERENCES consultation(institution_id, id) ON DELETE CASCADE;
alter table consultation_section add constraint consultation_section_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table consultation_section add constraint consultation_section_institution_id_section_id_fkey FOREIGN KEY (institution_id, section_id) REFERENCES section(institution_id, id) ON DELETE CASCADE;
alter table contribution add constraint contribution_institution_id_author_id_fkey FOREIGN KEY (institution_id, author_id) REFERENCES membership(institution_id, id);
alter table contribution add constraint contribution_institution_id_consultation_id_fkey FOREIGN KEY (institution_id, consultation_id) REFERENCES consultation(institution_id, id);
alter table contribution add constraint contribution_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table contribution add constraint contribution_institution_id_indicator_id_fkey FOREIGN KEY (institution_id, indicator_id) REFERENCES indicator(institution_id, id);
alter table contribution add constraint contribution_institution_id_objective_id_fkey FOREIGN KEY (institution_id, objective_id) REFERENCES objective(institution_id, id);
alter table contribution add constraint contribution_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table contribution add constraint contribution_institution_id_position_id_fkey FOREIGN KEY (institution_id, position_id) REFERENCES office_position(institution_id, id);
alter table contribution add constraint contribution_institution_id_question_id_fkey FOREIGN KEY (institution_id, question_id) REFERENCES question(institution_id, id);
alter table contribution add constraint contribution_institution_id_section_id_fkey FOREIGN KEY (institution_id, section_id) REFERENCES section(institution_id, id);
alter table contribution add constraint contribution_institution_id_sent_by_fkey FOREIGN KEY (institution_id, sent_by) REFERENCES membership(institution_id, id);
alter table contribution add constraint contribution_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table disposition add constraint disposition_institution_id_contribution_id_fkey FOREIGN KEY (institution_id, contribution_id) REFERENCES contribution(institution_id, id) ON DELETE CASCADE;
alter table disposition add constraint disposition_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table disposition add constraint disposition_institution_id_given_by_fkey FOREIGN KEY (institution_id, given_by) REFERENCES membership(institution_id, id);
alter table disposition add constraint disposition_institution_id_published_by_fkey FOREIGN KEY (institution_id, published_by) REFERENCES membership(institution_id, id);
alter table drafter add constraint drafter_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table drafter add constraint drafter_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id) ON DELETE CASCADE;
alter table drafter add constraint drafter_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table facilitator add constraint facilitator_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table facilitator add constraint facilitator_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table facilitator add constraint facilitator_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id) ON DELETE CASCADE;
alter table goal add constraint goal_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table goal add constraint goal_institution_id_section_id_fkey FOREIGN KEY (institution_id, section_id) REFERENCES section(institution_id, id) ON DELETE CASCADE;
alter table goal add constraint goal_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table indicator add constraint indicator_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table indicator add constraint indicator_institution_id_objective_id_fkey FOREIGN KEY (institution_id, objective_id) REFERENCES objective(institution_id, id) ON DELETE CASCADE;
alter table indicator add constraint indicator_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table indicator_target add constraint indicator_target_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table indicator_target add constraint indicator_target_institution_id_indicator_id_fkey FOREIGN KEY (institution_id, indicator_id) REFERENCES indicator(institution_id, id) ON DELETE CASCADE;
alter table invitation add constraint invitation_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table invitation add constraint invitation_institution_id_invited_by_fkey FOREIGN KEY (institution_id, invited_by) REFERENCES membership(institution_id, id);
alter table invitation add constraint invitation_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id) ON DELETE CASCADE;
alter table invitation add constraint invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table item add constraint item_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table item add constraint item_institution_id_author_id_fkey FOREIGN KEY (institution_id, author_id) REFERENCES membership(institution_id, id);
alter table item add constraint item_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table item add constraint item_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table item_change add constraint item_change_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table item_change add constraint item_change_institution_id_item_id_fkey FOREIGN KEY (institution_id, item_id) REFERENCES item(institution_id, id) ON DELETE CASCADE;
alter table item_change add constraint item_change_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id);
alter table item_theme add constraint item_theme_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table item_theme add constraint item_theme_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table item_theme add constraint item_theme_institution_id_item_id_fkey FOREIGN KEY (institution_id, item_id) REFERENCES item(institution_id, id) ON DELETE CASCADE;
alter table live add constraint live_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table logo add constraint logo_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table mail add constraint mail_about_id_fkey FOREIGN KEY (about_id) REFERENCES person(id) ON DELETE CASCADE;
alter table mail add constraint mail_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table mail add constraint mail_institution_id_invitation_id_fkey FOREIGN KEY (institution_id, invitation_id) REFERENCES invitation(institution_id, id) ON DELETE CASCADE;
alter table mail add constraint mail_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table matrix_item add constraint matrix_item_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table matrix_item add constraint matrix_item_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table matrix_item add constraint matrix_item_institution_id_item_id_fkey FOREIGN KEY (institution_id, item_id) REFERENCES item(institution_id, id) ON DELETE CASCADE;
alter table matrix_score add constraint matrix_score_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table matrix_score add constraint matrix_score_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table matrix_score add constraint matrix_score_institution_id_inside_id_fkey FOREIGN KEY (institution_id, inside_id) REFERENCES item(institution_id, id) ON DELETE CASCADE;
alter table matrix_score add constraint matrix_score_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table matrix_score add constraint matrix_score_institution_id_outside_id_fkey FOREIGN KEY (institution_id, outside_id) REFERENCES item(institution_id, id) ON DELETE CASCADE;
alter table matrix_score add constraint matrix_score_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table membership add constraint membership_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table membership add constraint membership_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table membership add constraint membership_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table membership add constraint membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table mention add constraint mention_institution_id_comment_id_fkey FOREIGN KEY (institution_id, comment_id) REFERENCES comment(institution_id, id) ON DELETE CASCADE;
alter table mention add constraint mention_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table mention add constraint mention_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id) ON DELETE CASCADE;
alter table mention add constraint mention_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table merged_source add constraint merged_source_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table merged_source add constraint merged_source_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table merged_source add constraint merged_source_institution_id_joint_id_fkey FOREIGN KEY (institution_id, joint_id) REFERENCES item(institution_id, id) ON DELETE CASCADE;
alter table merged_source add constraint merged_source_institution_id_source_id_fkey FOREIGN KEY (institution_id, source_id) REFERENCES item(institution_id, id);
alter table misunderstanding add constraint misunderstanding_institution_id_contribution_id_fkey FOREIGN KEY (institution_id, contribution_id) REFERENCES contribution(institution_id, id) ON DELETE CASCADE;
alter table misunderstanding add constraint misunderstanding_institution_id_disposition_id_fkey FOREIGN KEY (institution_id, disposition_id) REFERENCES disposition(institution_id, id) ON DELETE CASCADE;
alter table misunderstanding add constraint misunderstanding_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table misunderstanding add constraint misunderstanding_institution_id_said_by_fkey FOREIGN KEY (institution_id, said_by) REFERENCES membership(institution_id, id);
alter table notice add constraint notice_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table notice add constraint notice_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id) ON DELETE CASCADE;
alter table notice_choice add constraint notice_choice_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table notice_choice add constraint notice_choice_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id) ON DELETE CASCADE;
alter table objective add constraint objective_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table objective add constraint objective_institution_id_goal_id_fkey FOREIGN KEY (institution_id, goal_id) REFERENCES goal(institution_id, id);
alter table objective add constraint objective_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table objective add constraint objective_institution_id_section_id_fkey FOREIGN KEY (institution_id, section_id) REFERENCES section(institution_id, id) ON DELETE CASCADE;
alter table objective add constraint objective_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table office add constraint office_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table office add constraint office_institution_id_merged_into_fkey FOREIGN KEY (institution_id, merged_into) REFERENCES office(institution_id, id);
alter table office_answer add constraint office_answer_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table office_answer add constraint office_answer_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table office_answer add constraint office_answer_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table office_position add constraint office_position_institution_id_consultation_id_fkey FOREIGN KEY (institution_id, consultation_id) REFERENCES consultation(institution_id, id) ON DELETE CASCADE;
alter table office_position add constraint office_position_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table office_position add constraint office_position_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table office_position add constraint office_position_institution_id_section_id_fkey FOREIGN KEY (institution_id, section_id) REFERENCES section(institution_id, id) ON DELETE CASCADE;
alter table office_position add constraint office_position_institution_id_taken_by_fkey FOREIGN KEY (institution_id, taken_by) REFERENCES membership(institution_id, id);
alter table option_item add constraint option_item_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table option_item add constraint option_item_institution_id_item_id_fkey FOREIGN KEY (institution_id, item_id) REFERENCES item(institution_id, id);
alter table option_item add constraint option_item_institution_id_option_id_fkey FOREIGN KEY (institution_id, option_id) REFERENCES strategic_option(institution_id, id) ON DELETE CASCADE;
alter table phase_plan add constraint phase_plan_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table phase_plan add constraint phase_plan_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table presence add constraint presence_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table presence add constraint presence_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table prompt add constraint prompt_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table prompt add constraint prompt_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table question add constraint question_institution_id_consultation_id_fkey FOREIGN KEY (institution_id, consultation_id) REFERENCES consultation(institution_id, id) ON DELETE CASCADE;
alter table question add constraint question_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table rating add constraint rating_institution_id_analysis_id_voter_id_fkey FOREIGN KEY (institution_id, analysis_id, voter_id) REFERENCES ballot(institution_id, analysis_id, voter_id) ON DELETE CASCADE;
alter table rating add constraint rating_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table rating add constraint rating_institution_id_item_id_fkey FOREIGN KEY (institution_id, item_id) REFERENCES item(institution_id, id) ON DELETE CASCADE;
alter table seat add constraint seat_institution_id_deputy_id_fkey FOREIGN KEY (institution_id, deputy_id) REFERENCES membership(institution_id, id);
alter table seat add constraint seat_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table seat add constraint seat_institution_id_group_id_fkey FOREIGN KEY (institution_id, group_id) REFERENCES working_group(institution_id, id) ON DELETE CASCADE;
alter table seat add constraint seat_institution_id_holder_id_fkey FOREIGN KEY (institution_id, holder_id) REFERENCES membership(institution_id, id);
alter table seat add constraint seat_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table section add constraint section_institution_id_changed_by_fkey FOREIGN KEY (institution_id, changed_by) REFERENCES membership(institution_id, id);
alter table section add constraint section_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table section add constraint section_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table section_step add constraint section_step_institution_id_credit_id_fkey FOREIGN KEY (institution_id, credit_id) REFERENCES membership(institution_id, id);
alter table section_step add constraint section_step_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table section_step add constraint section_step_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id);
alter table section_step add constraint section_step_institution_id_section_id_fkey FOREIGN KEY (institution_id, section_id) REFERENCES section(institution_id, id) ON DELETE CASCADE;
alter table section_step add constraint section_step_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table session add constraint session_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table step add constraint step_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table step add constraint step_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table step add constraint step_institution_id_membership_id_fkey FOREIGN KEY (institution_id, membership_id) REFERENCES membership(institution_id, id);
alter table strategic_option add constraint strategic_option_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table strategic_option add constraint strategic_option_institution_id_author_id_fkey FOREIGN KEY (institution_id, author_id) REFERENCES membership(institution_id, id);
alter table strategic_option add constraint strategic_option_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table strategy add constraint strategy_institution_id_copied_from_fkey FOREIGN KEY (institution_id, copied_from) REFERENCES strategy(institution_id, id);
alter table strategy add constraint strategy_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table strategy add constraint strategy_institution_id_opened_by_fkey FOREIGN KEY (institution_id, opened_by) REFERENCES membership(institution_id, id);
alter table strategy_labels add constraint strategy_labels_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table strategy_look add constraint strategy_look_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table strategy_look add constraint strategy_look_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table strategy_look add constraint strategy_look_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table strategy_version add constraint strategy_version_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table strategy_version add constraint strategy_version_institution_id_kept_by_fkey FOREIGN KEY (institution_id, kept_by) REFERENCES membership(institution_id, id);
alter table strategy_version add constraint strategy_version_institution_id_strategy_id_fkey FOREIGN KEY (institution_id, strategy_id) REFERENCES strategy(institution_id, id) ON DELETE CASCADE;
alter table theme add constraint theme_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table theme add constraint theme_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table token add constraint token_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table vote add constraint vote_institution_id_analysis_id_voter_id_fkey FOREIGN KEY (institution_id, analysis_id, voter_id) REFERENCES ballot(institution_id, analysis_id, voter_id) ON DELETE CASCADE;
alter table vote add constraint vote_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table vote add constraint vote_institution_id_item_id_fkey FOREIGN KEY (institution_id, item_id) REFERENCES item(institution_id, id) ON DELETE CASCADE;
alter table working_group add constraint working_group_institution_id_chair_id_fkey FOREIGN KEY (institution_id, chair_id) REFERENCES membership(institution_id, id);
alter table working_group add constraint working_group_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table working_group add constraint working_group_institution_id_secretary_id_fkey FOREIGN KEY (institution_id, secretary_id) REFERENCES membership(institution_id, id);

alter table activity enable row level security;
alter table analysis enable row level security;
alter table analysis_source enable row level security;
alter table anchor enable row level security;
alter table anchor_place enable row level security;
alter table arrival enable row level security;
alter table ballot enable row level security;
alter table citation enable row level security;
alter table comment enable row level security;
alter table consultation enable row level security;
alter table consultation_office enable row level security;
alter table consultation_section enable row level security;
alter table contribution enable row level security;
alter table disposition enable row level security;
alter table drafter enable row level security;
alter table facilitator enable row level security;
alter table goal enable row level security;
alter table indicator enable row level security;
alter table indicator_target enable row level security;
alter table institution enable row level security;
alter table invitation enable row level security;
alter table item enable row level security;
alter table item_change enable row level security;
alter table item_theme enable row level security;
alter table logo enable row level security;
alter table mail enable row level security;
alter table matrix_item enable row level security;
alter table matrix_score enable row level security;
alter table membership enable row level security;
alter table mention enable row level security;
alter table merged_source enable row level security;
alter table misunderstanding enable row level security;
alter table notice enable row level security;
alter table notice_choice enable row level security;
alter table objective enable row level security;
alter table office enable row level security;
alter table office_answer enable row level security;
alter table office_position enable row level security;
alter table option_item enable row level security;
alter table person enable row level security;
alter table phase_plan enable row level security;
alter table presence enable row level security;
alter table prompt enable row level security;
alter table question enable row level security;
alter table rating enable row level security;
alter table seat enable row level security;
alter table section enable row level security;
alter table section_step enable row level security;
alter table step enable row level security;
alter table strategic_option enable row level security;
alter table strategy enable row level security;
alter table strategy_labels enable row level security;
alter table strategy_look enable row level security;
alter table strategy_version enable row level security;
alter table theme enable row level security;
alter table vote enable row level security;
alter table working_group enable row level security;

alter table activity force row level security;
alter table analysis force row level security;
alter table analysis_source force row level security;
alter table anchor force row level security;
alter table anchor_place force row level security;
alter table arrival force row level security;
alter table ballot force row level security;
alter table citation force row level security;
alter table comment force row level security;
alter table consultation force row level security;
alter table consultation_office force row level security;
alter table consultation_section force row level security;
alter table contribution force row level security;
alter table disposition force row level security;
alter table drafter force row level security;
alter table facilitator force row level security;
alter table goal force row level security;
alter table indicator force row level security;
alter table indicator_target force row level security;
alter table institution force row level security;
alter table invitation force row level security;
alter table item force row level security;
alter table item_change force row level security;
alter table item_theme force row level security;
alter table logo force row level security;
alter table mail force row level security;
alter table matrix_item force row level security;
alter table matrix_score force row level security;
alter table membership force row level security;
alter table mention force row level security;
alter table merged_source force row level security;
alter table misunderstanding force row level security;
alter table notice force row level security;
alter table notice_choice force row level security;
alter table objective force row level security;
alter table office force row level security;
alter table office_answer force row level security;
alter table office_position force row level security;
alter table option_item force row level security;
alter table person force row level security;
alter table phase_plan force row level security;
alter table presence force row level security;
alter table prompt force row level security;
alter table question force row level security;
alter table rating force row level security;
alter table seat force row level security;
alter table section force row level security;
alter table section_step force row level security;
alter table step force row level security;
alter table strategic_option force row level security;
alter table strategy force row level security;
alter table strategy_labels force row level security;
alter table strategy_look force row level security;
alter table strategy_version force row level security;
alter table theme force row level security;
alter table vote force row level security;
alter table working_group force row level security;

CREATE OR REPLACE FUNCTION public.refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
    -- What belongs to an institution goes with it.
    if tg_op = 'DELETE' and not exists (select from institution where id = old.institution_id) then
        return old;
    end if;
    raise exception 'rows of % are kept as they are', tg_table_name using errcode = 'restrict_violation';
end
$function$;

CREATE TRIGGER kept BEFORE DELETE OR UPDATE ON public.strategy_version FOR EACH ROW EXECUTE FUNCTION refuse_change();

create policy tenant on activity as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on analysis as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on analysis_source as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on anchor as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on anchor_place as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on arrival as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on ballot as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on citation as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on comment as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on consultation as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on consultation_office as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on consultation_section as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on contribution as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on disposition as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on drafter as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on facilitator as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on goal as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on indicator as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on indicator_target as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy adding on institution as permissive for insert to public
    with check (true);
create policy changing on institution as permissive for update to public
    using (true);
create policy everybody on institution as permissive for select to public
    using (true);
create policy removing on institution as permissive for delete to public
    using (demo);
create policy tenant on invitation as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on item as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on item_change as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on item_theme as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on logo as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on mail as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on matrix_item as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on matrix_score as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own on membership as permissive for select to public
    using ((person_id = ( SELECT (NULLIF(current_setting('app.person_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on membership as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on mention as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on merged_source as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on misunderstanding as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on notice as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on notice_choice as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on objective as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on office as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on office_answer as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on office_position as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on option_item as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy adding on person as permissive for insert to public
    with check (true);
create policy changing on person as permissive for update to public
    using (true);
create policy everybody on person as permissive for select to public
    using (true);
create policy removing on person as permissive for delete to public
    using (demo);
create policy tenant on phase_plan as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on presence as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on prompt as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on question as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on rating as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on seat as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on section as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on section_step as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on step as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on strategic_option as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on strategy as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on strategy_labels as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on strategy_look as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on strategy_version as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on theme as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on vote as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on working_group as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
