// A picture at full size: Esc closes, arrows go through the pictures of the chat.

import { byId } from "./dom.js";

export class Lightbox {
  constructor({ pictures, onReply }) {
    this.pictures = pictures;
    this.dialog = byId("lightbox");
    byId("lightbox-close").addEventListener("click", () => this.dialog.close());
    byId("lightbox-before").addEventListener("click", () => this.#step(-1));
    byId("lightbox-after").addEventListener("click", () => this.#step(1));
    byId("lightbox-reply").addEventListener("click", () => {
      this.dialog.close();
      onReply(this.shown);
    });
    this.dialog.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft") this.#step(-1);
      if (event.key === "ArrowRight") this.#step(1);
    });
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog || event.target.tagName === "FIGURE") this.dialog.close();
    });
    this.dialog.addEventListener("close", () => this.opener?.focus({ preventScroll: true }));
  }

  open(message) {
    this.opener = document.activeElement;
    this.#show(message);
    if (!this.dialog.open) this.dialog.showModal();
  }

  #step(by) {
    const all = this.pictures();
    const at = all.findIndex((message) => message.message_id === this.shown.message_id);
    const next = all[at + by];
    if (next) this.#show(next);
  }

  #show(message) {
    this.shown = message;
    const all = this.pictures();
    const at = all.findIndex((one) => one.message_id === message.message_id);
    byId("lightbox-picture").src = message.media.url;
    byId("lightbox-picture").alt = message.caption || "Picture";
    byId("lightbox-caption").textContent = message.caption || "";
    byId("lightbox-count").textContent = `${at + 1} of ${all.length}`;
    byId("lightbox-before").disabled = at <= 0;
    byId("lightbox-after").disabled = at >= all.length - 1;
    const name = `keepface-${message.message_id}.jpg`;
    Object.assign(byId("lightbox-save"), { href: `${message.media.url}?download=${name}`, download: name });
  }
}
