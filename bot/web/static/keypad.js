// Typing letters on number keys, as on a phone of 1999.

export const KEYS = {
  1: ".,?!1'\"-()@:;/", 2: "abc2", 3: "def3", 4: "ghi4", 5: "jkl5", 6: "mno6",
  7: "pqrs7", 8: "tuv8", 9: "wxyz9", "*": "*+&%£", 0: " 0\n", "#": "",
};
export const PRINTED = {
  1: ". , ?", 2: "abc", 3: "def", 4: "ghi", 5: "jkl", 6: "mno", 7: "pqrs", 8: "tuv", 9: "wxyz",
  "*": "+", 0: "space", "#": "Abc",
};
const MODES = ["Abc", "abc", "ABC", "123"];
const PAUSE = 900; // milliseconds after which the same key begins a new letter

export class Keypad {
  /** `draft` is the text area it types into; `changed` is called after every change. */
  constructor(draft, changed) {
    this.draft = draft;
    this.changed = changed;
    this.mode = MODES[0];
    this.open = null; // the letter that may still change: {key, index, upper}
    this.timer = 0;
  }

  press(key) {
    if (key === "#") return this.nextMode();
    if (this.mode === "123") return this.add(key);
    const letters = KEYS[key];
    if (this.open?.key === key) {
      this.open.index = (this.open.index + 1) % letters.length;
      this.draft.value = this.draft.value.slice(0, -1) + this.letter();
    } else {
      this.open = { key, index: 0, upper: this.upper() };
      this.add(this.letter(), true);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), PAUSE);
    this.changed();
  }

  /** A long press writes the number itself. */
  hold(key) {
    if (this.open?.key === key) this.draft.value = this.draft.value.slice(0, -1);
    if (key !== "#") this.add(key);
  }

  clear() {
    this.draft.value = Array.from(this.draft.value).slice(0, -1).join("");
    this.settle();
  }

  /** The letter in the making is final. */
  settle() {
    clearTimeout(this.timer);
    this.open = null;
    this.changed();
  }

  /** The letters of the key in use, in three parts: before, chosen, after. */
  cycle() {
    if (!this.open) return ["", "", ""];
    const seen = KEYS[this.open.key].replace(" ", "␣").replace("\n", "↵");
    const at = this.open.index;
    return [seen.slice(0, at), seen[at], seen.slice(at + 1)];
  }

  add(text, open = false) {
    if (this.draft.value.length < this.draft.maxLength) this.draft.value += text;
    if (!open) this.settle();
  }

  letter() {
    const letter = KEYS[this.open.key][this.open.index];
    return this.open.upper ? letter.toUpperCase() : letter;
  }

  upper() {
    if (this.mode !== "Abc") return this.mode === "ABC";
    return /(^|[.!?]\s+)$/.test(this.draft.value);
  }

  nextMode() {
    this.mode = MODES[(MODES.indexOf(this.mode) + 1) % MODES.length];
    this.settle();
  }
}
