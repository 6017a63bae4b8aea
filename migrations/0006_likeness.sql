-- Likeness is measured: every try of a picture with its scores, and what the user said about the photos.
-- No embedding is stored: scores are numbers about a picture, not about a face.

ALTER TABLE keepface.pictures ADD COLUMN try smallint NOT NULL DEFAULT 1;
ALTER TABLE keepface.pictures ADD COLUMN likeness real;
ALTER TABLE keepface.pictures ADD COLUMN likeness_lock real;
ALTER TABLE keepface.pictures ADD COLUMN unmeasured text NOT NULL DEFAULT 'off';
ALTER TABLE keepface.pictures DROP CONSTRAINT pictures_pkey;
ALTER TABLE keepface.pictures ADD PRIMARY KEY (generation_id, n, try);
CREATE INDEX pictures_measured ON keepface.pictures (engine, created_at DESC) WHERE likeness IS NOT NULL;

-- What could be drawn is drawn: a later run only delivers.
ALTER TABLE keepface.generations ADD COLUMN drawn_at timestamptz;
UPDATE keepface.generations SET drawn_at = finished_at WHERE status = 'done';

-- What a user said about a model, such as that three photos show one person although they score low.
DO $adapt$
BEGIN
    EXECUTE format($ddl$
        CREATE TABLE keepface.statements (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            model_id %s NOT NULL REFERENCES public.models (id) ON DELETE CASCADE,
            user_id bigint NOT NULL REFERENCES keepface.users (id) ON DELETE CASCADE,
            what text NOT NULL,
            stated_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
    $ddl$, (
        SELECT format_type(atttypid, atttypmod) FROM pg_attribute
         WHERE attrelid = 'public.models'::regclass AND attname = 'id'
    ));
END
$adapt$;
CREATE INDEX statements_of_model ON keepface.statements (model_id);
ALTER TABLE keepface.statements ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.models ADD COLUMN IF NOT EXISTS likeness_gate text;
