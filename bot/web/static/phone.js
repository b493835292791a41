// The table of practice phones: what comes live from the server, the clock, the picker.

import { Handset } from "./handset.js";

const MOST_ON_TABLE = 4;
const STALE = 20000; // milliseconds without a word from the server (it speaks every 5 seconds)
const KEPT = "doorstep-phones-on-the-table";
const $ = (id) => document.getElementById(id);

const handsets = new Map(); // address -> Handset, in the server's order
let onTable = JSON.parse(sessionStorage.getItem(KEPT) || "null"); // addresses; null: our choice
let clock = { at: 0, now: 0, moving: false, known: false };
let zone = "UTC";

const world = {
  community: document.body.dataset.community,
  now: () => new Date(clock.known ? clock.now + (clock.moving ? 0 : performance.now() - clock.at) : Date.now()),
  time: (iso) => format(new Date(iso), { weekday: "short", hour: "2-digit", minute: "2-digit" }),
  post,
};

/** "" when done, a line when refused, null when not reached; `take` gets the answer if done. */
async function post(path, body, take = () => {}) {
  try {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    if (answer.ok) take(await answer.json());
    if (answer.ok) return "";
    return answer.status >= 500 ? null : (await answer.text()).trim();
  } catch {
    return null;
  }
}

function format(date, parts) {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...parts }).format(date);
}

// ---- live news -------------------------------------------------------------------------------

let source = null;
let stale = 0;

function connect() {
  source?.close();
  source = new EventSource("/phone/events");
  listen("snapshot", snapshot);
  listen("phone", phoneNews);
  listen("clock", setClock);
  source.onerror = () => {
    showLink(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 2000);
  };
}

function listen(name, act) {
  source.addEventListener(name, (event) => {
    clearTimeout(stale);
    stale = setTimeout(connect, STALE);
    act(JSON.parse(event.data));
  });
}

function showLink(up) {
  document.body.classList.toggle("adrift", !up);
  $("link").textContent = up ? "" : "Out of touch with Doorstep: trying again…";
}

function snapshot(found) {
  world.community = found.community;
  zone = found.zone;
  setClock(found);
  const known = new Set(found.phones.map((phone) => phone.address));
  for (const [address, handset] of handsets) {
    if (!known.has(address) && !handset.borrowed) handsets.delete(address);
  }
  found.phones.forEach(take);
  handsets.forEach((handset) => handset.retry());
  $("waiting").hidden = handsets.size > 0;
  $("waiting").textContent = "There are no phones yet.";
  layTable();
  showLink(true);
}

function take(phone) {
  const handset = handsets.get(phone.address);
  if (handset) handset.update(phone);
  else handsets.set(phone.address, new Handset(phone, world, showPicker));
}

function phoneNews(phone) {
  const known = handsets.has(phone.address);
  take(phone);
  if (known) showPicker();
  else layTable();
}

// ---- the clock -------------------------------------------------------------------------------

function setClock(found) {
  clock = { at: performance.now(), now: Date.parse(found.now), moving: found.moving, known: true };
  showMoving(found.moving);
  showClock();
}

function showClock() {
  if (!clock.known) return;
  const now = world.now();
  $("day").textContent = format(now, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  $("time").textContent = format(now, { hour: "2-digit", minute: "2-digit" });
  $("now").dateTime = now.toISOString();
}

function showMoving(moving) {
  $("clock").classList.toggle("busy", moving);
  $("clock").setAttribute("aria-busy", String(moving));
  moveButtons().forEach((button) => { button.disabled = moving; });
}

const moveButtons = () => [...document.querySelectorAll("[data-by]")];

async function move(button) {
  showMoving(true);
  $("moved").textContent = "Moving the clock on…";
  const arrive = ({ now }) => setClock({ now, moving: false });
  const refused = await post("/demo/clock", { advance: button.dataset.by }, arrive);
  showMoving(false);
  const now = format(world.now(), { weekday: "long", hour: "2-digit", minute: "2-digit" });
  $("moved").textContent = refused === "" ? `It is now ${now}.` : refused ?? "The clock did not answer.";
  if (document.activeElement === document.body) button.focus(); // being disabled lost it
}

// ---- which phones lie on the table -----------------------------------------------------------

// One of each role to begin with, then whoever comes next.
function firstChoice() {
  const all = [...handsets.values()].map((handset) => handset.phone);
  const roles = ["resident", "befriender", "coordinator"];
  const firsts = roles.map((role) => all.find((phone) => phone.role === role)).filter(Boolean);
  const rest = all.filter((phone) => !firsts.includes(phone));
  const room = handsets.size > MOST_ON_TABLE ? 3 : MOST_ON_TABLE;
  return [...firsts, ...rest].slice(0, room).map((phone) => phone.address);
}

function layTable() {
  const wanted = (onTable || firstChoice()).filter((address) => handsets.has(address));
  const table = $("table");
  for (const [address, handset] of handsets) {
    if (!wanted.includes(address)) handset.box.remove();
  }
  for (const address of handsets.keys()) {
    if (wanted.includes(address)) place(table, handsets.get(address));
  }
  showPicker();
}

function place(table, handset) {
  handset.unread = 0;
  if (handset.shown) return;
  table.append(handset.box);
  handset.showDraft();
  handset.toEnd();
}

function showPicker() {
  const picker = $("picker");
  picker.hidden = handsets.size === 0;
  const focused = document.activeElement?.dataset?.pick;
  const chips = [...handsets.values()].map(chip);
  const borrow = document.createElement("button");
  borrow.type = "button";
  borrow.className = "borrow";
  borrow.textContent = "+ a new phone";
  borrow.title = "A phone Doorstep does not know yet: text it to join";
  borrow.addEventListener("click", borrowPhone);
  picker.replaceChildren(...chips, borrow);
  if (focused) picker.querySelector(`[data-pick="${CSS.escape(focused)}"]`)?.focus();
}

function chip(handset) {
  const { address, name, role } = handset.phone;
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.pick = address;
  button.dataset.role = role || "stranger";
  button.setAttribute("aria-pressed", String(handset.shown));
  button.append(name || address.replace("+44", "0"));
  if (handset.unread) button.append(badge(handset.unread));
  button.addEventListener("click", () => toggle(address));
  return button;
}

function badge(count) {
  const mark = document.createElement("span");
  mark.className = "badge";
  mark.textContent = String(count);
  mark.setAttribute("aria-label", `, ${count} new`);
  return mark;
}

function toggle(address) {
  const now = [...handsets.values()].filter((handset) => handset.shown).map((h) => h.phone.address);
  onTable = now.includes(address) ? now.filter((one) => one !== address) : [...now, address];
  sessionStorage.setItem(KEPT, JSON.stringify(onTable));
  layTable();
}

// Ofcom keeps these numbers free for drama: none of them can be anybody's.
function borrowPhone() {
  let address;
  do address = `+447700900${String(Math.floor(Math.random() * 1000)).padStart(3, "0")}`;
  while (handsets.has(address));
  take({ address, name: "", role: "", on: true, lines: [] });
  handsets.get(address).borrowed = true;
  toggle(address);
  handsets.get(address).draft.focus();
}

// ---- begin -----------------------------------------------------------------------------------

moveButtons().forEach((button) => button.addEventListener("click", () => move(button)));
setInterval(showClock, 1000);
connect();
