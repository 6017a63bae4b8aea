// Where messages are written: text, replies, files before they are sent, commands.

import { byId, bytes, gist, icon, make } from "./dom.js";

const MOST_FILES = 10;
const AS_VOICE = /^audio\//; // unless it is sent as a file
const AS_PHOTO = /^image\/(jpeg|png|webp|gif|bmp|avif|heic|heif)$/;

export class Composer {
  constructor({ canSend, onSend, onCommand, lastFromBot, notify }) {
    Object.assign(this, { canSend, onSend, onCommand, lastFromBot, notify });
    this.text = byId("text");
    this.files = [];
    this.replyTo = null;
    this.commands = [];
    this.choice = -1;
    byId("compose").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.text.addEventListener("input", () => this.#typed());
    this.text.addEventListener("keydown", (event) => this.#key(event));
    // Whoever has come back by then, as from the button of the commands, still chooses.
    this.text.addEventListener("blur", () => setTimeout(() => document.activeElement === this.text || this.#suggest([]), 150));
    byId("attach").addEventListener("click", () => byId("file-input").click());
    byId("file-input").addEventListener("change", (event) => {
      this.add([...event.target.files]);
      event.target.value = "";
    });
    byId("as-file").addEventListener("change", () => this.#strip());
    byId("commands").addEventListener("click", () => this.#menu());
    byId("reply-cancel").addEventListener("click", () => this.reply(null));
    this.#paste();
    this.#drop();
  }

  focus() {
    if (matchMedia("(hover: hover)").matches) this.text.focus({ preventScroll: true });
  }

  reply(message) {
    this.replyTo = message;
    byId("reply-strip").hidden = !message;
    if (message) {
      byId("reply-who").textContent = message.outgoing ? "Reply to yourself" : "Reply";
      byId("reply-text").textContent = gist(message);
      this.text.focus();
    }
  }

  add(files) {
    const room = MOST_FILES - this.files.length;
    if (files.length > room) this.notify(`At most ${MOST_FILES} files at once.`);
    for (const file of files.slice(0, room)) this.files.push({ file, url: AS_PHOTO.test(file.type) ? URL.createObjectURL(file) : null });
    if (this.files.some(({ url, file }) => !url && !AS_VOICE.test(file.type))) byId("as-file").checked = true;
    this.#strip();
    this.text.focus();
  }

  // Whoever has begun to type a command is shown those that have come now.
  offer(commands) {
    this.commands = commands;
    if (this.text.value.startsWith("/")) this.#typed();
  }

  // What is written in one chat stays with that chat.
  draft() {
    return { text: this.text.value, files: this.files, replyTo: this.replyTo, asFile: byId("as-file").checked };
  }

  restore(draft) {
    this.text.value = draft?.text || "";
    this.files = draft?.files || [];
    byId("as-file").checked = draft?.asFile || false;
    this.#strip();
    this.#grow();
    this.reply(draft?.replyTo || null);
  }

  #send() {
    const text = this.text.value.trim();
    if (!text && !this.files.length) return;
    if (!this.canSend()) {
      this.notify("Not connected yet. Try again in a moment.");
      return;
    }
    const sounds = this.files.filter(({ file }) => AS_VOICE.test(file.type)).length;
    if (sounds && sounds < this.files.length && !byId("as-file").checked) {
      this.notify("Send sounds and pictures one after the other, or all as files.");
      return;
    }
    const kind = !this.files.length ? "text" : byId("as-file").checked ? "document" : sounds ? "voice" : "photo";
    this.onSend({ text, files: this.files, kind, replyTo: this.replyTo?.message_id || null, original: this.replyTo });
    this.restore(null);
    this.#suggest([]);
    this.text.focus();
  }

  #typed() {
    this.#grow();
    const start = /^\/(\w*)$/.exec(this.text.value);
    this.#suggest(start ? this.commands.filter(({ command }) => command.startsWith(start[1].toLowerCase())) : []);
  }

  #key(event) {
    const options = [...byId("suggest").children];
    if (options.length && ["ArrowDown", "ArrowUp", "Tab", "Enter"].includes(event.key) && !event.shiftKey) {
      event.preventDefault();
      if (event.key.startsWith("Arrow")) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.#choose((this.choice + step + options.length) % options.length);
      } else options[Math.max(0, this.choice)].dispatchEvent(new Event("pick"));
    } else if (event.key === "Escape") {
      if (options.length) this.#suggest([]);
      else this.reply(null);
    } else if (event.key === "ArrowUp" && (event.ctrlKey || event.altKey)) {
      event.preventDefault();
      this.reply(this.lastFromBot());
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#send();
    }
  }

  #menu() {
    const open = byId("suggest").children.length > 0;
    this.#suggest(open ? [] : this.commands);
    if (!this.commands.length) this.notify("The bot has set no commands yet.");
    this.text.focus();
  }

  #suggest(commands) {
    const list = byId("suggest");
    this.choice = -1;
    list.replaceChildren(
      ...commands.map(({ command, description }, index) => {
        const option = make("li", { role: "option", id: `command-${index}` }, make("b", { text: `/${command}` }), make("span", { text: description }));
        option.addEventListener("pick", () => {
          this.text.value = "";
          this.#suggest([]);
          this.#grow();
          this.onCommand(`/${command}`);
        });
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault(); // keeps the focus in the text
          option.dispatchEvent(new Event("pick"));
        });
        return option;
      }),
    );
    list.hidden = commands.length === 0;
    byId("commands").setAttribute("aria-expanded", String(commands.length > 0));
    if (commands.length) this.#choose(0);
    else this.text.removeAttribute("aria-activedescendant");
  }

  #choose(index) {
    this.choice = index;
    [...byId("suggest").children].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === index));
      if (at === index) option.scrollIntoView({ block: "nearest" });
    });
    this.text.setAttribute("aria-activedescendant", `command-${index}`);
  }

  #strip() {
    byId("file-strip").hidden = this.files.length === 0;
    if (!this.files.length) byId("as-file").checked = false;
    byId("file-list").replaceChildren(
      ...this.files.map((one) => {
        const remove = make("button", { type: "button", class: "icon", "aria-label": `Remove ${one.file.name}` }, icon("close"));
        remove.addEventListener("click", () => {
          this.files = this.files.filter((other) => other !== one);
          if (one.url) URL.revokeObjectURL(one.url);
          this.#strip();
          this.text.focus();
        });
        const face = one.url ? make("img", { src: one.url, alt: one.file.name }) : make("span", { class: "cover" }, icon("file"), make("small", { text: bytes(one.file.size) }));
        if (one.url) face.addEventListener("error", () => face.replaceWith(make("span", { class: "cover" }, icon("file"), make("small", { text: bytes(one.file.size) }))));
        return make("li", { title: one.file.name }, face, remove);
      }),
    );
    const spoken = this.files.length && !byId("as-file").checked && this.files.every(({ file }) => AS_VOICE.test(file.type));
    this.text.placeholder = spoken ? "Sent as a voice message" : this.files.length ? "Caption" : "Message";
    this.#grow();
  }

  #grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 180)}px`;
    byId("send").disabled = !this.text.value.trim() && !this.files.length;
  }

  #paste() {
    document.addEventListener("paste", (event) => {
      const files = [...(event.clipboardData?.files || [])];
      if (!files.length || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      this.add(files);
    });
  }

  #drop() {
    const chat = byId("chat");
    let depth = 0;
    const has = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
    const over = (count) => {
      depth = Math.max(0, count);
      chat.classList.toggle("dropping", depth > 0);
    };
    chat.addEventListener("dragenter", (event) => has(event) && over(depth + 1));
    chat.addEventListener("dragleave", (event) => has(event) && over(depth - 1));
    addEventListener("dragover", (event) => has(event) && event.preventDefault());
    addEventListener("drop", (event) => {
      if (!has(event)) return;
      event.preventDefault();
      over(0);
      if (chat.contains(event.target)) this.add([...event.dataTransfer.files]);
    });
  }
}
