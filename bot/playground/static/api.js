// The people's API of the playground: JSON calls and one stream of events.

export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused("The playground cannot be reached.", 0);
  }
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(body.description || `The playground answered ${answer.status}.`, answer.status);
  return body;
}

const post = (path, body) =>
  call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

export const bot = () => call("/api/bot");
export const commands = (language) => call(`/api/commands?language=${encodeURIComponent(language)}`);
export const users = () => call("/api/users");
export const join = (name, language) => post("/api/users", { name, language_code: language });
export const groups = () => call("/api/groups");
export const found = (name, members) => post("/api/groups", { name, members });
export const transcript = (chat) => call(`/api/chats/${chat}/messages`);
// `by` says who speaks in a group.
export const sendText = (chat, text, replyTo, by) => post(`/api/chats/${chat}/text`, { text, reply_to: replyTo, by });
export const tap = (chat, messageId, data, by) => post(`/api/chats/${chat}/tap`, { message_id: messageId, data, by });
export const pay = (chat, messageId, by) => post(`/api/chats/${chat}/pay`, { message_id: messageId, by });
export const setBlocked = (chat, blocked) => post(`/api/chats/${chat}/${blocked ? "block" : "unblock"}`, {});

export function sendMedia(chat, files, { kind, caption, replyTo, by }) {
  const form = new FormData();
  form.set("as", kind);
  form.set("caption", caption);
  if (replyTo) form.set("reply_to", replyTo);
  if (by) form.set("by", by);
  for (const file of files) form.append("file", file, file.name || "photo.png");
  return call(`/api/chats/${chat}/media`, { method: "POST", body: form });
}

// Calls onOpen on every (re)connection: the transcript is fetched anew then, so nothing is missed or doubled.
export function listen({ onOpen, onEvent, onLost }) {
  let source;
  const connect = () => {
    source = new EventSource("/api/events");
    source.onopen = onOpen;
    source.onmessage = (message) => onEvent(JSON.parse(message.data));
    source.onerror = () => {
      onLost();
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 1500);
    };
  };
  connect();
  addEventListener("pagehide", () => source.close());
}
