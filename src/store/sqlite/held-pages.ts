/** Which pages a legal hold keeps. */

/** Whether a hold in force covers a page `p`: its thread, its sender, or anyone it reached. */
export const isHeld = `EXISTS (SELECT 1 FROM hold h INDEXED BY hold_in_force WHERE h.account_id = p.account_id AND h.released_ms IS NULL AND (
  h.conversation_id = p.conversation_id OR h.extension_id = p.sender ->> 0
  OR h.extension_id IN (SELECT value FROM json_each(p.reached_ids))))`;
