-- In which language somebody is spoken to: the one that was chosen, else the client's.

ALTER TABLE keepface.users ADD COLUMN language text;  -- null follows the client
ALTER TABLE keepface.users ADD COLUMN client_language text NOT NULL DEFAULT '';
ALTER TABLE keepface.access ADD COLUMN language text NOT NULL DEFAULT '';  -- the client's, of a stranger who asked
ALTER TABLE keepface.erasures ADD COLUMN language text NOT NULL DEFAULT '';  -- of the receipt; the user's row is gone
