-- Scenes with several people: who else is in them, and how near each face is.

-- The models of a scene beside generations.model_id, which has place 1.
DO $adapt$
BEGIN
    EXECUTE format($ddl$
        CREATE TABLE keepface.companions (
            generation_id text NOT NULL REFERENCES keepface.generations (id) ON DELETE CASCADE,
            model_id %1$s NOT NULL REFERENCES public.models (id) ON DELETE CASCADE,
            place smallint NOT NULL CHECK (place > 1),
            PRIMARY KEY (generation_id, place),
            UNIQUE (model_id, generation_id)
        );
    $ddl$, (
        SELECT format_type(atttypid, atttypmod) FROM pg_attribute
         WHERE attrelid = 'public.models'::regclass AND attname = 'id'
    ));
END
$adapt$;
ALTER TABLE keepface.companions ENABLE ROW LEVEL SECURITY;

-- One score for each of several people, in their order: {"photos", "lock", "unmeasured"}. No score of one is here.
ALTER TABLE keepface.pictures ADD COLUMN faces jsonb;

-- Folders that have to be empty before an erasure is done, beside those of its models: scenes with somebody who stays.
ALTER TABLE keepface.erasures ADD COLUMN folders text[] NOT NULL DEFAULT '{}';
