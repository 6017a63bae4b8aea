-- Models are shown as cards: Telegram's ids of the pictures that a card has shown, so that none is uploaded twice.
DO $adapt$
BEGIN
    EXECUTE format($ddl$
        CREATE TABLE keepface.telegram_files (
            model_id %1$s NOT NULL REFERENCES public.models (id) ON DELETE CASCADE,
            look text NOT NULL,
            file_id text NOT NULL,
            PRIMARY KEY (model_id, look)
        );
        -- An export of everything has no model; one of a model's pictures has.
        ALTER TABLE keepface.exports ADD COLUMN model_id %1$s REFERENCES public.models (id) ON DELETE CASCADE;
    $ddl$, (
        SELECT format_type(atttypid, atttypmod) FROM pg_attribute
         WHERE attrelid = 'public.models'::regclass AND attname = 'id'
    ));
END
$adapt$;
ALTER TABLE keepface.telegram_files ENABLE ROW LEVEL SECURITY;

ALTER TABLE keepface.exports ADD COLUMN starred boolean NOT NULL DEFAULT false;
ALTER TABLE keepface.exports DROP CONSTRAINT exports_pkey;
ALTER TABLE keepface.exports ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;
CREATE UNIQUE INDEX exports_at_once ON keepface.exports (user_id, model_id, starred) NULLS NOT DISTINCT;

-- A lock from before there was a history is noted when another one takes its place: its time is not known then.
ALTER TABLE keepface.locks ALTER COLUMN locked_at DROP NOT NULL;
