-- Several processes on one inbox: whose chat an update belongs to, and which process has it in hand.
-- A claim lives as long as its process's lease (keepface.leases, name = claimed_by).

ALTER TABLE keepface.inbox ADD COLUMN chat_id bigint NOT NULL DEFAULT 0;
ALTER TABLE keepface.inbox ADD COLUMN claimed_by text;
ALTER TABLE keepface.inbox ADD COLUMN claimed_at timestamptz;

UPDATE keepface.inbox
   SET chat_id = coalesce(
        payload #>> '{message,chat,id}', payload #>> '{callback_query,message,chat,id}',
        payload #>> '{callback_query,from,id}', payload #>> '{my_chat_member,chat,id}', '0')::bigint
 WHERE done_at IS NULL AND jsonb_typeof(payload) = 'object';

DROP INDEX keepface.inbox_undone;
CREATE INDEX inbox_undone ON keepface.inbox (chat_id, update_id) WHERE done_at IS NULL;
