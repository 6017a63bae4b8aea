// The chat page: joins the conversation on the screen, the composer and the stream of events.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { byId, make } from "./dom.js";
import { Lightbox } from "./lightbox.js";
import { People } from "./people.js";

const ACTION_SECONDS = 5;
const TAP_SECONDS = 15;
const ACTIONS = { typing: "typing", upload_photo: "sending a photo", record_video: "recording a video", upload_video: "sending a video", upload_document: "sending a file", upload_voice: "sending a voice message" };

let bot = { name: "Keepface" };
let current = null;
// While one's own message is on its way or a transcript is being fetched, events wait: they are older than the answer
// or tell the same, and each message carries a revision, so hearing them late does no harm.
let busy = 0;
const held = [];
let nextPending = -1;
const pendingBy = new Map();
const drafts = new Map();
const taps = new Map();
const answered = new Set();
const paying = new Set();
let actionTimer;

const people = new People({ onPick: (id) => pick(id) });
// In a group what the speaker has said is one's own, and all others are named.
const mine = (message) => ({ ...message, outgoing: message.outgoing && (!people.speaker(current) || message.from.id === people.speaker(current)) });
const acts = {
  botName: () => bot.name,
  nameOf: (message) => (people.speaker(current) && !message.outgoing ? message.from?.first_name : null),
  say: (text) => send({ text, files: [], kind: "text", replyTo: null }),
  reply: (message) => composer.reply(message),
  find: (messageId) => conversation.find(messageId) || toast("The message is no longer there."),
  open: (message) => lightbox.open(message),
  waiting: (messageId, data) => [...taps.values()].some((tap) => tap.messageId === messageId && tap.data === data),
  tap,
  // The bot's own link to its private chat stays in the playground; null for every other link.
  privately: (url) => (url.startsWith(`https://t.me/${bot.username}?start=`) ? () => start(new URL(url).searchParams.get("start")) : null),
  pay,
  paying: (messageId) => paying.has(messageId),
  copy: (text) => navigator.clipboard?.writeText(text).then(() => toast("Copied"), () => toast("The text could not be copied.")),
  retry: (message, asFile) => retry(message, asFile),
  discard: (message) => forget(message),
};
const conversation = new Conversation(acts);
const lightbox = new Lightbox({
  pictures: () => conversation.ordered().filter((message) => message.media?.kind === "photo"),
  onReply: (message) => composer.reply(message),
});
const composer = new Composer({
  canSend: () => current !== null,
  onSend: (written) => send(written),
  onCommand: (text) => acts.say(text),
  lastFromBot: () => conversation.ordered().findLast((message) => !message.outgoing) || null,
  notify: (text) => toast(text),
});

byId("start").addEventListener("click", () => acts.say("/start"));
byId("block").addEventListener("click", () => block(byId("blocked").hidden));
byId("unblock").addEventListener("click", () => block(false));
addEventListener("hashchange", () => pick(Number(location.hash.slice(1))));

api.listen({
  onOpen: async () => {
    byId("lost").hidden = true;
    await refresh();
  },
  onLost: () => {
    byId("lost").hidden = false;
    delete document.body.dataset.ready;
  },
  onEvent: (event) => (busy ? held.push(event) : heard(event)),
});

async function refresh() {
  try {
    bot = await api.bot();
    for (const id of ["bot-name", "empty-name"]) byId(id).textContent = bot.name;
    if (bot.description) byId("empty-text").textContent = bot.description;
    await people.load();
    const wanted = Number(location.hash.slice(1));
    await pick(current ?? (people.people.some(({ id }) => id === wanted) ? wanted : people.people[0].id));
  } catch (error) {
    toast(error.message);
  }
}

// The commands, as a client in this person's language shows them.
async function menu() {
  const language = people.language();
  const commands = await api.commands(language);
  if (language === people.language()) composer.offer(commands);
}

async function pick(id) {
  if (!people.people.some((person) => person.id === id)) return;
  const other = current !== id;
  if (other) {
    if (current) {
      drafts.set(current, composer.draft());
      composer.restore(drafts.get(id));
    }
    current = id;
    history.replaceState(null, "", `#${id}`);
    quiet();
  }
  people.pick(id);
  busy += 1;
  try {
    if (other || !composer.commands.length) await menu();
    const transcript = await api.transcript(id);
    if (current !== id) return;
    if (!pendingBy.has(id)) pendingBy.set(id, []);
    conversation.show(transcript.messages.map(mine), pendingBy.get(id));
    showBlocked(transcript.blocked);
    document.body.dataset.ready = "yes";
    if (other) composer.focus();
  } catch (error) {
    toast(error.message);
  } finally {
    release();
  }
}

function release() {
  busy -= 1;
  if (!busy) for (const event of held.splice(0)) heard(event);
}

function heard(event) {
  if (event.type === "message" || event.type === "edited") {
    if (event.type === "message") people.heard(event.chat_id, event.message, current);
    if (event.chat_id !== current) return;
    if (!event.message.outgoing && event.type === "message") quiet();
    const known = conversation.messages.get(event.message.message_id);
    if (known && known.revision > event.message.revision) return;
    if (known?.delivered) event.message.delivered = true;
    conversation.put(mine(event.message));
  } else if (event.type === "commands") {
    menu();
  } else if (event.chat_id !== current) {
    return;
  } else if (event.type === "deleted") {
    conversation.drop(event.message_id);
  } else if (event.type === "delivered") {
    for (const id of event.message_ids) {
      const message = conversation.messages.get(id);
      if (message) conversation.put({ ...message, delivered: true });
    }
  } else if (event.type === "action") {
    act(event.action);
  } else if (event.type === "answer") {
    finished(event.callback_query_id);
    if (event.text && event.show_alert) alert(event.text);
    else if (event.text) toast(event.text);
  }
}

async function send({ text, files, kind, replyTo, original }) {
  const chat = current;
  const date = Date.now() / 1000;
  const shared = { outgoing: true, pending: true, date, reply_to_message: original || undefined };
  const id = nextPending--;
  const list = pendingBy.get(chat) || [];
  pendingBy.set(chat, list);
  const again = { text, files, kind, replyTo, original };
  const items = files.length
    ? files.map(({ file, url }, index) => ({
        ...shared,
        message_id: index ? nextPending-- : id,
        media_group_id: files.length > 1 ? `pending${id}` : undefined,
        caption: index ? "" : text,
        media: { kind, file_id: url, preview_url: url, file_name: file.name, file_size: file.size },
        again,
      }))
    : [{ ...shared, message_id: id, text, again }];
  list.push(...items);
  conversation.stuck = true;
  if (chat === current) conversation.draw();
  await deliver(chat, items, again);
}

async function deliver(chat, items, { text, files, kind, replyTo }) {
  const list = pendingBy.get(chat);
  busy += 1;
  try {
    const sent = files.length
      ? await api.sendMedia(chat, files.map(({ file }) => file), { kind, caption: text, replyTo, by: people.speaker(chat) })
      : await api.sendText(chat, text, replyTo, people.speaker(chat));
    for (const item of items) list.splice(list.indexOf(item), 1);
    people.last.set(chat, sent.messages.at(-1));
    if (chat === current) for (const message of sent.messages) conversation.put(message);
    people.draw();
  } catch (error) {
    for (const item of items) Object.assign(item, { failed: error.message, couldBeFile: kind === "photo" && error.status === 400 });
    if (chat === current) conversation.draw();
  } finally {
    release();
  }
}

async function retry(message, asFile) {
  const again = { ...message.again, kind: asFile ? "document" : message.again.kind };
  forget(message);
  await send(again);
}

function forget(message) {
  const list = pendingBy.get(current);
  const gone = list.filter((one) => one === message || (message.media_group_id && one.media_group_id === message.media_group_id));
  for (const one of gone) list.splice(list.indexOf(one), 1);
  conversation.draw();
}

async function tap(messageId, data) {
  if (acts.waiting(messageId, data)) return;
  const key = Symbol(data);
  const timer = setTimeout(() => settle(key), TAP_SECONDS * 1000);
  taps.set(key, { messageId, data, timer });
  paintTaps();
  try {
    const { callback_query_id: query } = await api.tap(current, messageId, data, people.speaker(current));
    taps.get(key) && (taps.get(key).query = query);
    if (answered.delete(query)) settle(key);
  } catch (error) {
    settle(key);
    toast(error.message);
  }
}

async function start(brought) {
  await pick(people.speaker(current) ?? current);
  acts.say(`/start ${brought}`);
}

async function pay(messageId) {
  if (paying.has(messageId)) return;
  paying.add(messageId);
  paintPaying();
  try {
    await api.pay(current, messageId, people.speaker(current));
  } catch (error) {
    alert(error.message);
  } finally {
    paying.delete(messageId);
    paintPaying();
  }
}

function paintPaying() {
  for (const node of document.querySelectorAll(".bubble[data-message-id]")) {
    const button = node.closest(".row").querySelector(".key:not([data-data])");
    if (node.querySelector(".invoice")) button?.classList.toggle("busy", paying.has(Number(node.dataset.messageId)));
  }
}

function finished(query) {
  const key = [...taps.keys()].find((one) => taps.get(one).query === query);
  if (key) settle(key);
  else answered.add(query);
}

function settle(key) {
  clearTimeout(taps.get(key)?.timer);
  taps.delete(key);
  paintTaps();
}

function paintTaps() {
  for (const button of document.querySelectorAll(".key[data-data]")) {
    const id = Number(button.closest(".row").querySelector("[data-message-id]").dataset.messageId);
    const busy = acts.waiting(id, button.dataset.data);
    button.classList.toggle("busy", busy);
    button.setAttribute("aria-busy", String(busy));
  }
}

function act(action) {
  const doing = ACTIONS[action] || "busy";
  byId("status").textContent = `${doing}…`;
  byId("typing-text").textContent = `${bot.name} is ${doing}`;
  byId("typing").hidden = false;
  if (conversation.stuck) conversation.toEnd();
  clearTimeout(actionTimer);
  actionTimer = setTimeout(quiet, ACTION_SECONDS * 1000);
}

function quiet() {
  clearTimeout(actionTimer);
  byId("status").textContent = "bot";
  byId("typing").hidden = true;
}

async function block(blocked) {
  try {
    showBlocked((await api.setBlocked(current, blocked)).blocked);
  } catch (error) {
    toast(error.message);
  }
}

function showBlocked(blocked) {
  byId("blocked").hidden = !blocked;
  byId("compose").hidden = blocked;
  const button = byId("block");
  button.setAttribute("aria-pressed", String(blocked));
  button.title = blocked ? "Restart the bot" : "Stop the bot";
  button.setAttribute("aria-label", button.title);
}

function toast(text) {
  const node = make("p", { text });
  byId("toasts").append(node);
  if (byId("toasts").children.length > 3) byId("toasts").firstChild.remove();
  setTimeout(() => node.remove(), 3200);
}

function alert(text) {
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}
