// One row of the conversation: a message, or an album as one bubble.

import { bytes, clock, gist, icon, make } from "./dom.js";
import { formatted } from "./entities.js";

const SINGLE_WIDTH = 400;
const SINGLE_HEIGHT = 440;

// `group` is a list of messages: one, or the members of an album. `acts` are what a row can ask the page to do.
export function row(group, acts, old) {
  const first = group[0];
  const album = group.length > 1;
  const spoken = group.find((message) => message.text || message.caption) || first;
  const bubble = make("div", { class: "bubble" });
  if (!album) bubble.dataset.messageId = first.message_id;
  const name = acts.nameOf(first);
  if (name) bubble.append(make("b", { class: "sender", text: name }));
  if (first.reply_to_message) bubble.append(quote(first.reply_to_message, acts));
  const media = album && first.media.kind === "photo" ? tiles(group, acts, old) : group.map((one) => medium(one, acts, old));
  const above = spoken.show_caption_above_media;
  const text = words(spoken, group, acts, media.length > 0) || cash(first);
  bubble.append(...(above ? [text, ...media] : [...media, text]).filter(Boolean));
  const bare = media.some(Boolean) && !spoken.text && !spoken.caption;
  // At the end of the text the foot floats beside the last line when there is room, else below it.
  (text || bubble).append(foot(group, bare && first.media?.kind === "photo"));
  if (media.some(Boolean)) bubble.classList.add("with-media");
  if (first.media?.kind === "photo") bubble.classList.add("with-photo");
  if (first.media?.kind === "photo" && !album && first.media.width) {
    bubble.style.width = `${Math.max(shownWidth(first.media), bare ? 0 : 230) + 8}px`; // a caption is as wide as its picture
  }
  const keys = keyboard(group.at(-1), acts);
  const reply = first.pending
    ? null
    : make("button", { type: "button", class: "icon do-reply", title: "Reply", "aria-label": `Reply to: ${gist(spoken)}`, onclick: () => acts.reply(spoken) }, icon("reply"));
  const node = make("li", { class: `row ${first.outgoing ? "out" : "in"}` }, make("div", { class: "stack" }, make("div", { class: "hold" }, bubble, reply), keys));
  node.dataset.key = keyOf(first);
  if (first.failed) node.append(failure(first, acts));
  if (first.pending) node.classList.add("pending");
  return node;
}

export const keyOf = (message) => (message.media_group_id ? `album-${message.media_group_id}` : `message-${message.message_id}`);

function quote(original, acts) {
  return make(
    "button",
    { type: "button", class: "quote", onclick: () => acts.find(original.message_id) },
    make("b", { text: original.from?.is_bot ? acts.botName() : original.from?.first_name || "Message" }),
    make("span", { text: gist(original) }),
  );
}

function tiles(group, acts, old) {
  const grid = make("div", { class: `album n${group.length}`, role: "group", "aria-label": `Album of ${group.length} pictures` });
  const ratio = group.reduce((sum, one) => sum + (one.media.width || 1) / (one.media.height || 1), 0) / group.length;
  grid.style.setProperty("--ratio", Math.min(1.5, Math.max(0.72, ratio)).toFixed(3));
  group.forEach((one, index) => grid.append(tile(one, acts, old, `Picture ${index + 1} of ${group.length}`)));
  return [grid];
}

function tile(message, acts, old, label) {
  const { media } = message;
  // An edited bubble keeps its loaded pictures: rebuilding it does not flicker.
  const known = old && [...old.querySelectorAll("img")].find((picture) => picture.dataset.fileId === media.file_id);
  const picture = known || make("img", { src: media.preview_url, alt: "", decoding: "async", "data-file-id": media.file_id });
  if (media.width) Object.assign(picture, { width: media.width, height: media.height });
  const button = make("button", { type: "button", class: "photo", "aria-label": `${label}, open` }, picture);
  button.dataset.messageId = message.message_id;
  if (message.has_media_spoiler) button.classList.add("veiled");
  button.addEventListener("click", () => {
    if (button.classList.contains("veiled")) button.classList.remove("veiled");
    else if (!message.pending) acts.open(message);
  });
  return button;
}

function medium(message, acts, old) {
  const { media } = message;
  if (!media) return null;
  if (media.kind === "photo") {
    const button = tile(message, acts, old, "Picture");
    if (media.width) {
      button.style.width = `${shownWidth(media)}px`;
    }
    return button;
  }
  return card(message);
}

function shownWidth({ width, height }) {
  return Math.max(120, Math.round(width * Math.min(1, SINGLE_WIDTH / width, SINGLE_HEIGHT / height)));
}

function card(message) {
  const { media } = message;
  const name = media.file_name || { video: "Video", voice: "Voice message", sticker: "Sticker" }[media.kind] || "File";
  const picture = media.kind === "document" && /^image\/(jpeg|png|webp)$/.test(media.mime_type || "") && media.url;
  const cover = make("span", { class: "cover" }, picture ? make("img", { src: picture, alt: "", loading: "lazy" }) : icon("file"));
  const facts = make("span", { class: "facts" }, make("b", { text: name }), make("small", { text: bytes(media.file_size) }));
  const inside = [cover, facts];
  const properties = { class: "card", "data-message-id": message.message_id };
  if (!media.url) return make("div", properties, ...inside);
  const href = `${media.url}?download=${encodeURIComponent(name)}`;
  return make("a", { ...properties, href, download: name, "aria-label": `Download ${name}` }, ...inside, icon("save"));
}

function words(message, group, acts) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  const entities = message.entities || message.caption_entities;
  return make("div", { class: "text" }, ...formatted(text, entities, acts.say));
}

// An invoice, or what became of it. The stars are pretend, and the page says so.
function cash(message) {
  const { invoice, successful_payment: paid, refunded_payment: back } = message;
  if (invoice) {
    return make(
      "div",
      { class: "text invoice" },
      make("b", { text: invoice.title }),
      make("span", { text: invoice.description }),
      make("small", { text: `⭐ ${invoice.total_amount} · ${message.paid ? "paid ✓" : "pretend stars: nobody is charged"}` }),
    );
  }
  if (!paid && !back) return null;
  const said = paid ? `Paid ⭐ ${paid.total_amount}` : `⭐ ${back.total_amount} came back`;
  return make("div", { class: "text invoice" }, make("b", { text: said }), make("small", { text: "pretend stars" }));
}

function foot(group, onPicture) {
  const last = group.at(-1);
  const edited = group.some((message) => message.edit_date);
  const state = last.pending ? "clock" : last.delivered ? "read" : "sent";
  const means = { clock: "sending", read: "delivered to the bot", sent: "sent" }[state];
  return make(
    "span",
    { class: `foot${onPicture ? " on-picture" : ""}` },
    edited && make("span", { text: "edited" }),
    make("time", { text: clock(last.date), title: new Date(last.date * 1000).toLocaleString() }),
    last.outgoing && !last.failed && make("span", { class: `state ${state}`, title: means, role: "img", "aria-label": means }, icon(state)),
  );
}

function keyboard(message, acts) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  return make("div", { class: "keyboard" }, ...rows.map((buttons) => make("div", { class: "keys" }, ...buttons.map((one) => key(message, one, acts)))));
}

function key(message, button, acts) {
  const look = `key ${["primary", "success", "danger"].includes(button.style) ? button.style : ""}`;
  const open = button.url && acts.privately(button.url);
  if (open) return make("button", { type: "button", class: look, text: button.text, onclick: open });
  if (button.url) {
    const safe = /^https?:/i.test(button.url);
    return make("a", { class: look, text: `${button.text} ↗`, ...(safe ? { href: button.url, target: "_blank", rel: "noopener noreferrer" } : {}) });
  }
  const node = make("button", { type: "button", class: look, text: button.text });
  if (button.callback_data) {
    node.dataset.data = button.callback_data;
    if (acts.waiting(message.message_id, button.callback_data)) node.classList.add("busy");
    node.addEventListener("click", () => acts.tap(message.message_id, button.callback_data));
  } else if (button.pay) {
    if (acts.paying(message.message_id)) node.classList.add("busy");
    node.addEventListener("click", () => acts.pay(message.message_id));
  } else if (button.copy_text) {
    node.addEventListener("click", () => acts.copy(button.copy_text.text));
  } else {
    node.disabled = true;
    node.title = "This kind of button does nothing in the playground";
  }
  return node;
}

function failure(message, acts) {
  const choices = [make("button", { type: "button", text: "Retry", "data-testid": "retry", onclick: () => acts.retry(message) })];
  if (message.couldBeFile) choices.unshift(make("button", { type: "button", text: "Send as file", "data-testid": "retry-as-file", onclick: () => acts.retry(message, true) }));
  choices.push(make("button", { type: "button", text: "Remove", onclick: () => acts.discard(message) }));
  return make("div", { class: "failure", role: "alert" }, make("span", { text: message.failed }), ...choices);
}
