// The list of messages on the screen, kept equal to the transcript.

import { byId, day, make } from "./dom.js";
import { keyOf, row } from "./bubbles.js";

const NEAR_END = 120;

export class Conversation {
  constructor(acts) {
    this.acts = acts;
    this.list = byId("messages");
    this.scroller = byId("scroll");
    this.rows = new Map();
    this.messages = new Map();
    this.pending = [];
    this.unseen = 0;
    this.scroller.addEventListener("scroll", () => this.#endButton(), { passive: true });
    byId("to-end").addEventListener("click", () => this.toEnd(true));
    // Pictures and a growing composer change heights: whoever was at the end stays there.
    this.stuck = true;
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.scroller);
  }

  show(messages, pending) {
    const same = this.pendingOf === pending;
    this.pendingOf = pending;
    this.pending = pending;
    this.messages = new Map(messages.map((message) => [message.message_id, message]));
    if (!same) {
      this.rows.clear();
      this.list.replaceChildren();
      this.stuck = true;
      this.unseen = 0;
    }
    this.draw();
  }

  put(message) {
    const known = this.messages.has(message.message_id);
    this.messages.set(message.message_id, message);
    if (!known && !message.outgoing && !this.stuck) this.unseen += 1;
    if (!known && message.outgoing) this.stuck = true;
    this.draw(new Set([keyOf(message)]));
  }

  drop(messageId) {
    const message = this.messages.get(messageId);
    this.messages.delete(messageId);
    this.draw(message && new Set([keyOf(message)]));
  }

  ordered() {
    return [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
  }

  // Redraws only the rows named in `changed` (all that differ, without it) and puts every row in its place.
  draw(changed) {
    const groups = new Map();
    for (const message of [...this.ordered(), ...this.pending]) {
      const key = keyOf(message);
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(message);
    }
    const wanted = [];
    let lastDay = "";
    let before = null;
    for (const [key, group] of groups) {
      const today = day(group[0].date);
      if (today !== lastDay) {
        wanted.push(this.#separator(today));
        before = null;
      }
      lastDay = today;
      const node = this.#row(key, group, changed);
      const speaks = this.acts.nameOf(group[0]) ?? group[0].outgoing;
      node.classList.toggle("follows", before === speaks);
      before = speaks;
      wanted.push(node);
    }
    for (const key of this.rows.keys()) if (!groups.has(key) && !key.startsWith("day-")) this.rows.delete(key);
    this.#place(wanted);
    byId("empty").hidden = groups.size > 0;
    if (this.stuck) this.toEnd();
    this.#endButton();
  }

  #row(key, group, changed) {
    const stamp = JSON.stringify(group, (name, value) => (name === "files" ? undefined : value));
    const known = this.rows.get(key);
    if (known && (known.stamp === stamp || (changed && !changed.has(key)))) return known.node;
    const focused = known?.node.contains(document.activeElement) ? document.activeElement : null;
    const node = row(group, this.acts, known?.node);
    if (known) {
      node.classList.add("known");
      known.node.replaceWith(node);
      const data = focused?.dataset.data;
      const again = data && [...node.querySelectorAll(".key")].find((button) => button.dataset.data === data);
      if (focused) (again || node.querySelector("button"))?.focus({ preventScroll: true });
    }
    this.rows.set(key, { node, stamp });
    return node;
  }

  #separator(name) {
    const key = `day-${name}`;
    if (!this.rows.has(key)) this.rows.set(key, { node: make("li", { class: "day", role: "separator" }, make("span", { text: name })) });
    return this.rows.get(key).node;
  }

  #place(wanted) {
    const keep = new Set(wanted);
    for (const child of [...this.list.children]) if (!keep.has(child)) child.remove();
    wanted.forEach((node, index) => {
      if (this.list.children[index] !== node) this.list.insertBefore(node, this.list.children[index] || null);
    });
  }

  toEnd(smooth = false) {
    this.stuck = true;
    this.unseen = 0;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth && !calm ? "smooth" : "instant" });
    this.#endButton();
  }

  find(messageId) {
    const node = this.list.querySelector(`[data-message-id="${Number(messageId)}"]`);
    const target = node?.closest(".row");
    if (!target) return false;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.stuck = false;
    target.scrollIntoView({ block: "center", behavior: calm ? "instant" : "smooth" });
    target.classList.add("found");
    setTimeout(() => target.classList.remove("found"), 1600);
    return true;
  }

  #endButton() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.stuck = near;
    if (near) this.unseen = 0;
    byId("to-end").hidden = near;
    byId("to-end-count").hidden = this.unseen === 0;
    byId("to-end-count").textContent = this.unseen;
  }
}
