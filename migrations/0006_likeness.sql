-- Likeness is measured: every try of a picture with its scores, and what the user said about the photos.
-- No embedding is stored: scores are numbers about a picture, not about a face.
-- Pictures are lived with: made again in other ways, found by the message that shows them, starred; locks have a history.

ALTER TABLE keepface.pictures ADD COLUMN try smallint NOT NULL DEFAULT 1;
ALTER TABLE keepface.pictures ADD COLUMN likeness real;
ALTER TABLE keepface.pictures ADD COLUMN likeness_lock real;
ALTER TABLE keepface.pictures ADD COLUMN unmeasured text NOT NULL DEFAULT 'off';
ALTER TABLE keepface.pictures DROP CONSTRAINT pictures_pkey;
ALTER TABLE keepface.pictures ADD PRIMARY KEY (generation_id, n, try);
-- What the engine was told and answered: prompt, hashes of the references, seed, finish reason, size, ratio, cost.
ALTER TABLE keepface.pictures ADD COLUMN making jsonb;
ALTER TABLE keepface.pictures ADD COLUMN starred_at timestamptz;
CREATE INDEX pictures_measured ON keepface.pictures (engine, created_at DESC) WHERE likeness IS NOT NULL;

-- What could be drawn is drawn: a later run only delivers.
ALTER TABLE keepface.generations ADD COLUMN drawn_at timestamptz;
UPDATE keepface.generations SET drawn_at = finished_at WHERE status = 'done';

-- How a scene starts from a picture that is there already (named in `alike`), and what differs from the model's settings.
ALTER TABLE keepface.generations ADD COLUMN way text NOT NULL DEFAULT ''
    CHECK (way IN ('', 'variation', 'edit', 'larger', 'pose'));
ALTER TABLE keepface.generations ADD COLUMN size text NOT NULL DEFAULT '1K' CHECK (size IN ('1K', '2K', '4K'));
ALTER TABLE keepface.generations ADD COLUMN ratio text;

-- A reply names a message: which picture does it show?
CREATE INDEX deliveries_by_message ON keepface.deliveries USING gin (message_ids);

-- A message of ours that waits for a reply, and what the reply is about.
CREATE TABLE keepface.questions (
    chat_id bigint NOT NULL,
    message_id bigint NOT NULL,
    user_id bigint NOT NULL REFERENCES keepface.users (id) ON DELETE CASCADE,
    what text NOT NULL,
    about text NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (chat_id, message_id)
);
ALTER TABLE keepface.questions ENABLE ROW LEVEL SECURITY;

CREATE INDEX generations_finished ON keepface.generations (kind, finished_at DESC) WHERE status = 'done';

-- What a user said about a model, such as that three photos show one person although they score low.
DO $adapt$
BEGIN
    EXECUTE format($ddl$
        CREATE TABLE keepface.statements (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            model_id %1$s NOT NULL REFERENCES public.models (id) ON DELETE CASCADE,
            user_id bigint NOT NULL REFERENCES keepface.users (id) ON DELETE CASCADE,
            what text NOT NULL,
            stated_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
        CREATE TABLE keepface.locks (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            model_id %1$s NOT NULL REFERENCES public.models (id) ON DELETE CASCADE,
            key text NOT NULL,
            locked_at timestamptz NOT NULL DEFAULT clock_timestamp()
        );
    $ddl$, (
        SELECT format_type(atttypid, atttypmod) FROM pg_attribute
         WHERE attrelid = 'public.models'::regclass AND attname = 'id'
    ));
END
$adapt$;
CREATE INDEX statements_of_model ON keepface.statements (model_id);
ALTER TABLE keepface.statements ENABLE ROW LEVEL SECURITY;
CREATE INDEX locks_of_model ON keepface.locks (model_id, id DESC);
ALTER TABLE keepface.locks ENABLE ROW LEVEL SECURITY;
INSERT INTO keepface.locks (model_id, key)
SELECT id, locked_reference_image FROM public.models WHERE locked_reference_image IS NOT NULL AND telegram_id IS NOT NULL;

ALTER TABLE public.models ADD COLUMN IF NOT EXISTS likeness_gate text;
