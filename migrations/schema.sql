-- The schema after all migrations, written by: UPDATE_SCHEMA=1 go test ./internal/postgres

create table analysis (
    institution_id uuid not null,
    id uuid not null,
    title text not null,
    scope text not null,
    office_id uuid,
    phase text default 'collecting'::text not null,
    opened_by uuid not null,
    digest bytea not null,
    opened_at timestamp with time zone default now() not null
);
create table institution (
    id uuid not null,
    slug text not null,
    name text not null,
    demo boolean default false not null,
    created_at timestamp with time zone default now() not null
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
    author_id uuid not null,
    version integer default 1 not null,
    live_version bigint not null,
    first_version bigint not null,
    digest bytea not null,
    created_at timestamp with time zone default now() not null,
    changed_at timestamp with time zone default now() not null,
    withdrawn_at timestamp with time zone
);
create table live (
    institution_id uuid not null,
    id uuid not null,
    version bigint default 0 not null
) with (fillfactor=50);
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
    created_at timestamp with time zone default now() not null
);
create table office (
    institution_id uuid not null,
    id uuid not null,
    slug text not null,
    name text not null,
    kind text not null,
    head_email text default ''::text not null,
    created_at timestamp with time zone default now() not null
);
create table person (
    id uuid not null,
    email text not null,
    email_norm text generated always as (lower(email)) stored,
    name text not null,
    password_hash text,
    access_version bigint default 1 not null,
    disabled_at timestamp with time zone,
    demo boolean default false not null,
    created_at timestamp with time zone default now() not null
);
create unlogged table presence (
    institution_id uuid not null,
    subject_id uuid not null,
    person_id uuid not null,
    tab text not null,
    editing uuid,
    away boolean default false not null,
    leased_until timestamp with time zone not null
);
create table session (
    token text not null,
    data bytea not null,
    expiry timestamp with time zone not null
);
create table token (
    hash bytea not null,
    kind text not null,
    institution_id uuid,
    target uuid not null,
    expires_at timestamp with time zone not null,
    used_at timestamp with time zone,
    created_at timestamp with time zone default now() not null
);

alter table analysis add constraint analysis_pkey PRIMARY KEY (institution_id, id);
alter table analysis add constraint analysis_check CHECK (((scope = 'office'::text) = (office_id IS NOT NULL)));
alter table analysis add constraint analysis_digest_check CHECK ((octet_length(digest) = 32));
alter table analysis add constraint analysis_phase_check CHECK ((phase = 'collecting'::text));
alter table analysis add constraint analysis_scope_check CHECK ((scope = ANY (ARRAY['office'::text, 'institution'::text])));
alter table analysis add constraint analysis_title_check CHECK (((char_length(title) >= 1) AND (char_length(title) <= 400)));
alter table institution add constraint institution_pkey PRIMARY KEY (id);
alter table institution add constraint institution_slug_key UNIQUE (slug);
alter table institution add constraint institution_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table institution add constraint institution_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{1,39}$'::text));
alter table item add constraint item_pkey PRIMARY KEY (institution_id, id);
alter table item add constraint item_digest_check CHECK ((octet_length(digest) = 32));
alter table item add constraint item_position_check CHECK (("position" <> ''::text));
alter table item add constraint item_quadrant_check CHECK ((quadrant = ANY (ARRAY['strength'::text, 'weakness'::text, 'opportunity'::text, 'threat'::text])));
alter table item add constraint item_text_check CHECK ((text <> ''::text));
alter table live add constraint live_pkey PRIMARY KEY (institution_id, id);
alter table membership add constraint membership_pkey PRIMARY KEY (institution_id, id);
alter table membership add constraint membership_institution_id_person_id_role_office_id_key UNIQUE NULLS NOT DISTINCT (institution_id, person_id, role, office_id);
alter table membership add constraint membership_role_check CHECK ((role = ANY (ARRAY['international_office'::text, 'senior_management'::text, 'member_office'::text, 'body_member'::text, 'adviser'::text])));
alter table office add constraint office_pkey PRIMARY KEY (institution_id, id);
alter table office add constraint office_institution_id_slug_key UNIQUE (institution_id, slug);
alter table office add constraint office_kind_check CHECK ((kind = ANY (ARRAY['office'::text, 'centre'::text, 'school'::text, 'body'::text])));
alter table office add constraint office_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table office add constraint office_slug_check CHECK ((slug ~ '^[a-z][a-z0-9-]{1,39}$'::text));
alter table person add constraint person_pkey PRIMARY KEY (id);
alter table person add constraint person_email_norm_key UNIQUE (email_norm);
alter table person add constraint person_email_check CHECK (((char_length(email) >= 3) AND (char_length(email) <= 254)));
alter table person add constraint person_name_check CHECK (((char_length(name) >= 1) AND (char_length(name) <= 200)));
alter table presence add constraint presence_pkey PRIMARY KEY (institution_id, subject_id, person_id, tab);
alter table presence add constraint presence_tab_check CHECK (((char_length(tab) >= 1) AND (char_length(tab) <= 40)));
alter table session add constraint session_pkey PRIMARY KEY (token);
alter table token add constraint token_pkey PRIMARY KEY (hash);
alter table token add constraint token_hash_check CHECK ((octet_length(hash) = 32));
alter table token add constraint token_kind_check CHECK ((kind = 'invitation'::text));

CREATE INDEX analysis_opened ON public.analysis USING btree (institution_id, opened_at DESC, id);
CREATE INDEX item_live ON public.item USING btree (institution_id, analysis_id, live_version);
CREATE INDEX item_place ON public.item USING btree (institution_id, analysis_id, quadrant, "position", id);
CREATE INDEX membership_person ON public.membership USING btree (person_id);
CREATE INDEX session_expiry ON public.session USING btree (expiry);
CREATE INDEX token_target ON public.token USING btree (kind, target);

alter table analysis add constraint analysis_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table analysis add constraint analysis_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table analysis add constraint analysis_institution_id_opened_by_fkey FOREIGN KEY (institution_id, opened_by) REFERENCES membership(institution_id, id);
alter table item add constraint item_institution_id_analysis_id_fkey FOREIGN KEY (institution_id, analysis_id) REFERENCES analysis(institution_id, id) ON DELETE CASCADE;
alter table item add constraint item_institution_id_author_id_fkey FOREIGN KEY (institution_id, author_id) REFERENCES membership(institution_id, id);
alter table item add constraint item_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table item add constraint item_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table live add constraint live_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table membership add constraint membership_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table membership add constraint membership_institution_id_office_id_fkey FOREIGN KEY (institution_id, office_id) REFERENCES office(institution_id, id);
alter table membership add constraint membership_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table office add constraint office_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table presence add constraint presence_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;
alter table presence add constraint presence_person_id_fkey FOREIGN KEY (person_id) REFERENCES person(id) ON DELETE CASCADE;
alter table token add constraint token_institution_id_fkey FOREIGN KEY (institution_id) REFERENCES institution(id) ON DELETE CASCADE;

alter table analysis enable row level security;
alter table institution enable row level security;
alter table item enable row level security;
alter table membership enable row level security;
alter table office enable row level security;
alter table person enable row level security;
alter table presence enable row level security;

alter table analysis force row level security;
alter table institution force row level security;
alter table item force row level security;
alter table membership force row level security;
alter table office force row level security;
alter table person force row level security;
alter table presence force row level security;

create policy tenant on analysis as permissive for all to public
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
create policy tenant on item as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy own on membership as permissive for select to public
    using ((person_id = ( SELECT (NULLIF(current_setting('app.person_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on membership as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
create policy tenant on office as permissive for all to public
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
create policy tenant on presence as permissive for all to public
    using ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")))
    with check ((institution_id = ( SELECT (NULLIF(current_setting('app.institution_id'::text, true), ''::text))::uuid AS "nullif")));
