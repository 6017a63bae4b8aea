-- Nobody but the owner sees or runs anything of ours. Supabase opens a database to everyone who has the public key, as
-- the roles anon and authenticated: row-level security without a single policy is "no rows" for them. The owner, which
-- is who the bot connects as, is not bound by it (FORCE is not used).
-- Default privileges of a schema cannot take away what PUBLIC has by default (EXECUTE on functions), and taking it away
-- everywhere would reach an older system's functions. So each later migration does this for what it adds; a test
-- asks for it.

DO $seal$
DECLARE
    name text;
    grantees text := (
        SELECT string_agg(format('%s', grantee), ', ')
          FROM (SELECT 'PUBLIC' AS grantee
                UNION ALL SELECT quote_ident(rolname) FROM pg_roles WHERE rolname IN ('anon', 'authenticated')) AS known
    );
BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'keepface' LOOP
        EXECUTE format('ALTER TABLE keepface.%I ENABLE ROW LEVEL SECURITY', name);
    END LOOP;
    EXECUTE format('REVOKE ALL ON SCHEMA keepface FROM %s', grantees);
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA keepface FROM %s', grantees);
    EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA keepface FROM %s', grantees);
    EXECUTE format('REVOKE ALL ON ALL ROUTINES IN SCHEMA keepface FROM %s', grantees);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA keepface REVOKE ALL ON TABLES FROM %s', grantees);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA keepface REVOKE ALL ON SEQUENCES FROM %s', grantees);
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA keepface REVOKE ALL ON ROUTINES FROM %s', grantees);

    -- The table models is sealed if it is ours: exactly our columns in our order, no policy, and no row without a
    -- Telegram owner. An older web system's table stays as it is, for its pages may read it with the public key:
    -- `python -m bot doctor` says so.
    IF (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = 'public.models'::regclass AND a.attnum > 0)
        = ARRAY['id', 'created_at', 'name', 'reference_images', 'ai_analysis', 'merged_prompt',
                'locked_reference_image', 'telegram_id', 'stage', 'aspect_ratio', 'num_images', 'negative_prompt',
                'strength']
        AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'public.models'::regclass)
        AND NOT EXISTS (SELECT FROM public.models WHERE telegram_id IS NULL)
    THEN
        ALTER TABLE public.models ENABLE ROW LEVEL SECURITY;
        EXECUTE format('REVOKE ALL ON public.models FROM %s', grantees);
    END IF;
END
$seal$;
