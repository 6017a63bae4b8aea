-- What a user had drawn last.
CREATE INDEX scenes_of_user ON keepface.generations (user_id, created_at DESC) WHERE kind = 'scene';
