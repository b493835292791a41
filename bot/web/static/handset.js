// One practice phone: its screen, its keys, and the texts on their way out of it.

import { Keypad, PRINTED } from "./keypad.js";
import { ARRIVED, fillLine, make, newLine, put } from "./lines.js";

const ROLES = { resident: "resident", befriender: "befriender", coordinator: "coordinator" };
const HOLD = 600; // milliseconds

export class Handset {
  /** `world` gives post(path, body), time(iso) and community; `seen` is called with news. */
  constructor(phone, world, seen) {
    this.world = world;
    this.seen = seen;
    this.pending = []; // our own texts that the history does not hold yet
    this.unread = 0;
    this.arrived = null; // ids already on the screen; null before the first look
    this.box = document.getElementById("handset").content.firstElementChild.cloneNode(true);
    this.draft = this.find(".draft");
    this.keypad = new Keypad(this.draft, () => this.showDraft());
    this.wire();
    this.update(phone);
    this.showDraft();
  }

  find(selector) {
    return this.box.querySelector(selector);
  }

  get shown() {
    return this.box.isConnected;
  }

  get atEnd() {
    const list = this.find(".lines");
    return list.scrollHeight - list.scrollTop - list.clientHeight < 30;
  }

  toEnd() {
    this.find(".lines").scrollTop = this.find(".lines").scrollHeight;
  }

  /** Take over what the server says of this phone. */
  update(phone) {
    this.phone = phone;
    const own = new Set(phone.lines.map((line) => line.provider_id));
    this.pending = this.pending.filter((text) => !own.has(text.id));
    this.showOwner();
    this.showLines();
    this.notice(phone.on ? this.lastNotice : "");
    this.noteArrivals();
  }

  showOwner() {
    const { address, name, role, on } = this.phone;
    this.box.dataset.role = ROLES[role] || "stranger";
    this.box.dataset.phone = address;
    this.box.classList.toggle("off", !on);
    this.find(".who").textContent = name || "New phone";
    this.find(".role").textContent = ROLES[role] || address.replace("+44", "0");
    this.box.setAttribute("aria-label", `${name || address}, ${ROLES[role] || "not known yet"}`);
    this.find(".operator").textContent = this.world.community;
    this.find(".ring span").textContent = `Ring ${this.world.community}`;
    this.find(".power").setAttribute("aria-checked", String(on));
    this.find(".power").title = on ? "Switch off" : "Switch on";
    this.find(".lines").setAttribute("aria-label", `Messages on the phone of ${name || address}`);
    this.draft.setAttribute("aria-label", `Text from ${name || address}`);
    for (const part of this.box.querySelectorAll(".shell button:not(.power), textarea")) {
      part.disabled = !on;
    }
  }

  // Lines are kept and changed in place, so that a screen reader hears only what is new.
  showLines() {
    const list = this.find(".lines");
    const wanted = [...this.phone.lines, ...this.pending];
    const atEnd = this.atEnd;
    const before = list.lastElementChild?.dataset.id;
    const kept = new Map([...list.children].map((item) => [item.dataset.id, item]));
    wanted.forEach((line, index) => {
      const key = line.provider_id || line.id;
      const item = kept.get(key) || newLine(key);
      kept.delete(key);
      fillLine(item, line, this.world);
      if (list.children[index] !== item) list.insertBefore(item, list.children[index] || null);
    });
    kept.forEach((item) => item.remove());
    this.showChoices();
    if (atEnd || list.lastElementChild?.dataset.id !== before) this.toEnd();
  }

  // Choices stand under the newest message only: an old question is not asked twice.
  showChoices() {
    this.box.querySelectorAll(".choices").forEach((old) => old.remove());
    const last = [...this.phone.lines, ...this.pending].at(-1);
    if (!last?.out || !last.choices?.length || !ARRIVED.has(last.state)) return;
    const row = make("div", "choices");
    for (const choice of last.choices) {
      const button = make("button", "choice", choice);
      button.type = "button";
      button.addEventListener("click", () => this.type(choice));
      row.append(button);
    }
    this.find(".lines").lastElementChild.append(row);
  }

  noteArrivals() {
    const here = this.phone.lines.filter((line) => line.out && ARRIVED.has(line.state));
    const fresh = here.filter((line) => this.arrived && !this.arrived.has(line.id)).length;
    this.arrived = new Set(here.map((line) => line.id));
    if (!fresh) return;
    if (this.shown) this.glow();
    else this.unread += fresh;
    this.seen();
  }

  glow() {
    this.box.classList.remove("lit");
    void this.box.offsetWidth; // starts the animation again
    this.box.classList.add("lit");
  }

  notice(text) {
    this.lastNotice = text;
    this.find(".notice").textContent = text;
    clearTimeout(this.noticeTimer);
    if (text) this.noticeTimer = setTimeout(() => this.notice(""), 6000);
  }

  showDraft() {
    const left = this.draft.maxLength - this.draft.value.length;
    const [before, chosen, after] = this.keypad.cycle();
    put(this.box, ".mode", this.keypad.mode);
    put(this.box, ".left", this.draft.value ? String(left) : "");
    this.find(".cycle").replaceChildren(before, make("b", "", chosen), after);
    const atEnd = this.atEnd;
    this.draft.style.height = "auto";
    this.draft.style.height = `${Math.min(this.draft.scrollHeight, 84)}px`;
    this.draft.scrollTop = this.draft.scrollHeight;
    if (atEnd) this.toEnd(); // what one writes takes room from what one reads
  }

  type(text) {
    this.draft.value = text.slice(0, this.draft.maxLength);
    this.keypad.settle();
    this.find(".send").focus();
  }

  send() {
    const text = this.draft.value.trim();
    if (!text || !this.phone.on) return;
    const id = newId();
    const at = this.world.now().toISOString();
    this.pending.push({ id, provider_id: id, out: false, kind: "text", text, at, state: "queued" });
    this.draft.value = "";
    this.keypad.settle();
    this.showLines();
    this.deliver(this.pending.at(-1));
  }

  // The id is made once, so that however often this is repeated, the text arrives once.
  async deliver(text) {
    const { address } = this.phone;
    const refused = await this.world.post("/phone/text", { phone: address, text: text.text, id: text.id });
    text.state = refused === null ? "queued" : refused ? "failed" : "delivered";
    if (refused) this.notice(refused);
    if (refused === null) this.notice("No signal. It will go by itself.");
    this.showLines();
  }

  /** Try again what never reached the server. */
  retry() {
    this.pending.filter((text) => text.state === "queued").forEach((text) => this.deliver(text));
  }

  async ring() {
    this.notice(`Calling ${this.world.community}…`);
    this.box.classList.add("calling");
    const call = { phone: this.phone.address, id: newId() };
    const [refused] = await Promise.all([this.world.post("/phone/ring", call), pause(900)]);
    this.box.classList.remove("calling");
    this.notice(refused ?? (refused === null ? "No signal. Please ring again." : ""));
    if (refused === "") this.notice("Call not answered. That counts too.");
  }

  async power() {
    const on = !this.phone.on;
    const refused = await this.world.post("/phone/switch", { phone: this.phone.address, on });
    if (refused === "") this.update({ ...this.phone, on });
  }

  scroll(way) {
    this.find(".lines").scrollBy({ top: way * 70 });
  }

  wire() {
    this.wireKeys();
    const click = (part, act) => this.find(part).addEventListener("click", act);
    click(".send", () => this.send());
    click(".ring", () => this.ring());
    click(".power", () => this.power());
    click(".up", () => this.scroll(-1));
    click(".down", () => this.scroll(1));
    holdable(this.find(".clear"), () => this.keypad.clear(), () => this.type(""));
    this.draft.addEventListener("input", () => this.keypad.settle());
    this.box.addEventListener("keydown", (event) => this.keydown(event));
  }

  wireKeys() {
    for (const key of ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"]) {
      const button = make("button", "key");
      button.type = "button";
      button.dataset.key = key;
      button.setAttribute("aria-label", `${key} ${PRINTED[key]}`);
      button.append(make("b", "", key), make("small", "", PRINTED[key]));
      holdable(button, () => this.keypad.press(key), () => this.keypad.hold(key));
      this.find(".keys").append(button);
    }
  }

  keydown(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const writing = event.target === this.draft;
    const onKey = event.target.closest("button");
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.key === "Enter" && !onKey) this.send();
    else if (way && !(writing && this.draft.value)) this.scroll(way);
    else if (writing || (event.key === " " && onKey)) return;
    else if (event.key === "Backspace") this.keypad.clear();
    else if (event.key.length === 1) this.typeOn(event.key);
    else return;
    event.preventDefault();
  }

  // Someone typed with a key of the phone focused: what they type belongs on the screen.
  typeOn(letter) {
    if (!this.phone.on) return;
    this.keypad.add(letter);
    this.draft.focus();
  }
}

function holdable(button, press, hold) {
  let timer = 0;
  let held = false;
  button.addEventListener("pointerdown", () => {
    held = false;
    clearTimeout(timer);
    timer = setTimeout(() => { held = true; hold(); }, HOLD);
  });
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) {
    button.addEventListener(end, () => clearTimeout(timer));
  }
  button.addEventListener("click", () => {
    clearTimeout(timer);
    if (!held) press();
    held = false;
  });
}

// crypto.randomUUID is missing on plain http from another machine; this is not.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
