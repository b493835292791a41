// The lines of a conversation on a small screen. Texts are only ever set as text.

const TICKS = {
  queued: ["•", "waiting to be sent"],
  claimed: ["•", "on its way"],
  sent: ["✓", "sent"],
  delivered: ["✓✓", "delivered"],
  undelivered: ["✗", "not delivered"],
  failed: ["✗", "not sent"],
  skipped: ["–", "not sent, on purpose"],
  expired: ["–", "too late to send"],
  uncertain: ["?", "may not have arrived"],
};
export const ARRIVED = new Set(["sent", "delivered"]);

export function newLine(key) {
  const item = make("li", "line");
  item.dataset.id = key;
  const text = make("p", "text");
  text.dir = "auto";
  const foot = make("p", "foot");
  const tick = make("span", "tick");
  tick.append(make("span", "mark"), make("span", "unseen words"));
  tick.firstChild.setAttribute("aria-hidden", "true");
  foot.append(make("time", "at"), tick);
  item.append(make("span", "unseen from"), text, foot);
  return item;
}

/** Show a line as it stands now; `world` gives the community and the local time. */
export function fillLine(item, line, world) {
  const [mark, words] = TICKS[line.state] || ["", line.state];
  item.className = `line ${line.out ? "theirs" : "mine"} kind-${line.kind} ${line.state}`;
  put(item, ".from", line.out ? `${world.community}: ` : "You: ");
  put(item, ".text", line.kind === "ring" ? `You rang ${world.community}` : line.text);
  put(item, ".at", world.time(line.at));
  put(item, ".mark", mark);
  put(item, ".words", words);
  item.querySelector(".words").classList.toggle("unseen", ARRIVED.has(line.state) || !line.out);
  item.querySelector(".tick").title = words;
}

export function make(tag, className, text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}

export function put(box, selector, text) {
  const element = box.querySelector(selector);
  if (element.textContent !== text) element.textContent = text;
}
