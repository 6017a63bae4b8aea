// Building the page's nodes. Text is only ever set as text.

export const byId = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name.startsWith("data-") || name.startsWith("aria-") || name === "role") node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });

export function day(seconds) {
  const then = new Date(seconds * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 86400000);
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return then.toLocaleDateString([], { day: "numeric", month: "long", year: "numeric" });
}

export function bytes(count) {
  if (!count) return "";
  if (count < 1024) return `${count} B`;
  return count < 1048576 ? `${Math.round(count / 1024)} KB` : `${(count / 1048576).toFixed(1)} MB`;
}

const KIND_NAMES = { invoice: "Invoice", successful_payment: "Payment", refunded_payment: "Refund", photo: "Photo", document: "File", video: "Video", voice: "Voice message", sticker: "Sticker" };

// One line that stands for a message: in quotes, in the list of people.
export function gist(message) {
  const words = (message.text || message.caption || "").replace(/\s+/g, " ").slice(0, 120);
  if (words) return words;
  const kind = Object.keys(KIND_NAMES).find((name) => name in message || message.media?.kind === name);
  return message.document?.file_name || KIND_NAMES[kind] || "Message";
}
