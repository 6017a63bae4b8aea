-- Voice messages: each is a generation of its own until its words are passed on, and a paid call.

ALTER TABLE keepface.generations DROP CONSTRAINT generations_kind_check;
ALTER TABLE keepface.generations ADD CONSTRAINT generations_kind_check
    CHECK (kind IN ('candidates', 'scene', 'voice'));
-- The prompt of this scene was a voice message: its status says the words.
ALTER TABLE keepface.generations ADD COLUMN spoken boolean NOT NULL DEFAULT false;

ALTER TABLE keepface.calls DROP CONSTRAINT calls_purpose_check;
ALTER TABLE keepface.calls ADD CONSTRAINT calls_purpose_check
    CHECK (purpose IN ('analysis', 'candidate', 'scene', 'transcription'));

DROP INDEX keepface.scenes_finished;
CREATE INDEX scenes_finished ON keepface.generations (finished_at)
    WHERE kind IN ('scene', 'voice') AND finished_at IS NOT NULL;
