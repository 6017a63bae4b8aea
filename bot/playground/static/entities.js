// Text with Telegram's entities → nodes. Offsets are UTF-16 units, exactly what JavaScript's strings count in.

import { make } from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SIMPLE = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };

export function formatted(text, entities, onCommand) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, sorted, 0, text.length, onCommand);
}

function pieces(text, entities, from, to, onCommand) {
  const nodes = [];
  let at = from;
  while (entities.length) {
    const entity = entities[0];
    if (entity.offset >= to) break;
    entities.shift();
    if (entity.offset < at) continue;
    const end = Math.min(to, entity.offset + entity.length);
    if (entity.offset > at) nodes.push(document.createTextNode(text.slice(at, entity.offset)));
    const inside = pieces(text, entities, entity.offset, end, onCommand);
    nodes.push(wrapped(entity, text.slice(entity.offset, end), inside, onCommand));
    at = BLOCKS.has(entity.type) && text[end] === "\n" && end < to ? end + 1 : end; // a block ends its line itself
  }
  if (at < to) nodes.push(document.createTextNode(text.slice(at, to)));
  return nodes;
}

function wrapped(entity, words, inside, onCommand) {
  if (entity.type in SIMPLE) return make(SIMPLE[entity.type], {}, ...inside);
  switch (entity.type) {
    case "pre":
      return make("pre", {}, make("code", {}, ...inside));
    case "blockquote":
      return make("blockquote", {}, ...inside);
    case "expandable_blockquote": {
      const quote = make("blockquote", { class: "folded" }, ...inside);
      quote.addEventListener("click", () => quote.classList.toggle("folded"));
      return quote;
    }
    case "spoiler":
      return spoiler(inside);
    case "bot_command":
      return make("button", { type: "button", class: "link", onclick: () => onCommand(words) }, ...inside);
    case "url":
      return link(words, inside);
    case "text_link":
      return link(entity.url, inside);
    default:
      return make("span", {}, ...inside);
  }
}

function link(address, inside) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return make("span", {}, ...inside);
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") return make("span", {}, ...inside);
  return make("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...inside);
}

function spoiler(inside) {
  const node = make("span", { class: "spoiler", role: "button", tabIndex: 0, "aria-label": "Hidden text, show" }, ...inside);
  const show = () => {
    node.classList.add("shown");
    node.removeAttribute("aria-label");
    node.removeAttribute("role");
    node.removeAttribute("tabindex");
  };
  node.addEventListener("click", show);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      show();
    }
  });
  return node;
}
