// The chat users at the side: who is talking, what was said last, what is unread.

import * as api from "./api.js";
import { byId, clock, gist, make } from "./dom.js";

const COLOURS = 7;

export class People {
  constructor({ onPick }) {
    this.onPick = onPick;
    this.people = [];
    this.unread = new Map();
    this.last = new Map();
    this.speakers = new Map(); // of each group, who speaks there now
    byId("people-open").addEventListener("click", () => this.#drawer(true));
    byId("people-open-name").addEventListener("click", () => this.#drawer(true));
    byId("people-close").addEventListener("click", () => this.#drawer(false));
    byId("scrim").addEventListener("click", () => this.#drawer(false));
    byId("people").addEventListener("keydown", (event) => event.key === "Escape" && this.#drawer(false));
    byId("new-user").addEventListener("click", () => this.#form(byId("new-user-fields").hidden));
    byId("speaker").addEventListener("change", (event) => {
      this.speakers.set(this.current, Number(event.target.value));
      this.onPick(this.current);
    });
    byId("new-group").addEventListener("click", () => this.#found());
    byId("new-user-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#join();
    });
  }

  async load() {
    this.people = [...(await api.users()), ...(await api.groups())];
    for (const { id, members } of this.people) if (members && !this.speakers.has(id)) this.speakers.set(id, members[0]);
    for (const person of this.people) if (person.last) this.last.set(person.id, person.last);
    this.draw();
  }

  heard(chat, message, current) {
    this.last.set(chat, message);
    if (chat !== current && !message.outgoing) this.unread.set(chat, (this.unread.get(chat) || 0) + 1);
    if (!this.people.some(({ id }) => id === chat)) this.load();
    else this.draw();
  }

  language() {
    return this.people.find(({ id }) => id === this.current)?.language_code ?? "";
  }

  pick(id) {
    this.current = id;
    this.unread.delete(id);
    const person = this.people.find((one) => one.id === id);
    byId("as-name").textContent = person ? `as ${person.name}` : "";
    byId("people-open-name").hidden = Boolean(person?.members); // there one chooses who speaks
    this.#offerSpeakers(person?.members || []);
    byId("people-open-name").setAttribute("aria-label", person ? `Chatting as ${person.name}. Switch user` : "Switch user");
    this.draw();
    this.#drawer(false);
  }

  // Who speaks in a group; nothing in a private chat, where it is whose chat it is.
  speaker(chat) {
    return this.speakers.get(chat);
  }

  #offerSpeakers(members) {
    const options = members.map((id) => make("option", { value: id, text: `as ${this.people.find((one) => one.id === id)?.name}` }));
    byId("speaker").replaceChildren(...options);
    byId("speaker").value = this.speakers.get(this.current);
    byId("speaker").hidden = members.length === 0;
  }

  draw() {
    const focused = document.activeElement?.dataset?.user;
    byId("people-list").replaceChildren(
      ...this.people.map((person) => {
        const last = this.last.get(person.id);
        const unread = this.unread.get(person.id);
        const button = make(
          "button",
          { type: "button", class: "person", "data-user": person.id, "data-testid": `user-${person.id}`, onclick: () => this.onPick(person.id) },
          make("span", { class: `avatar c${Math.abs(person.id) % COLOURS}`, text: [...person.name][0]?.toUpperCase() || "?", "aria-hidden": "true" }),
          make(
            "span",
            { class: "about" },
            make("b", { text: person.name }, !person.members && person.language_code !== "en" && make("em", { text: person.language_code })),
            make("time", { text: last ? clock(last.date) : "" }),
            make("small", { text: last ? gist(last) : "No messages yet" }),
            unread && make("i", { class: "count", text: unread, "aria-label": `${unread} unread` }),
          ),
        );
        if (person.id === this.current) button.setAttribute("aria-current", "true");
        return make("li", {}, button);
      }),
    );
    if (focused) byId("people-list").querySelector(`[data-user="${Number(focused)}"]`)?.focus({ preventScroll: true });
  }

  #drawer(open) {
    if (open === document.body.classList.contains("people-shown")) return;
    document.body.classList.toggle("people-shown", open);
    byId("scrim").hidden = !open;
    byId("people-open").setAttribute("aria-expanded", String(open));
    if (open) byId("people-list").querySelector("[aria-current], button")?.focus();
    else byId("people-open").focus({ preventScroll: true });
  }

  #form(open) {
    byId("new-user-fields").hidden = !open;
    byId("new-user").setAttribute("aria-expanded", String(open));
    if (open) byId("new-user-name").focus();
  }

  // A group of everybody who is here.
  async #found() {
    const name = byId("new-user-name").value.trim();
    if (!name) return;
    const group = await api.found(name, this.people.filter(({ members }) => !members).map(({ id }) => id));
    byId("new-user-name").value = "";
    this.#form(false);
    await this.load();
    this.onPick(group.id);
  }

  async #join() {
    const name = byId("new-user-name").value.trim();
    if (!name) return;
    const person = await api.join(name, byId("new-user-language").value);
    byId("new-user-name").value = "";
    this.#form(false);
    await this.load();
    this.onPick(person.id);
  }
}
