-- The engine that a user chose for a model, and the settings that a user's new models begin with.
ALTER TABLE public.models ADD COLUMN IF NOT EXISTS image_engine text;
ALTER TABLE keepface.users ADD COLUMN defaults jsonb;
