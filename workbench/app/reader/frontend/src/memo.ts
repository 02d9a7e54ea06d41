/**
 * Writing one memo: a title nobody must give, the text with `[[` for anything in the study, what it
 * is about, who may read it. Every key is kept in this browser until the project has the memo.
 */

import { Drafts, type Draft, type MemoWords, type Visibility } from "./drafts";
import { h } from "./element";
import type { Findable } from "./fuzzy";
import { Offers } from "./offers";
import { newId } from "./ops";
import { askedAfterBrackets, References, type Thing } from "./references";

/** The memo that is open, as the project has it; a new one has version 0. */
export interface OpenMemo extends MemoWords {
  /** Under what its draft is kept: the id, or `new` and what it is about. */
  slot: string;
  /** Its id; null until it is begun. */
  memo: string | null;
  version: number;
  visibility: Visibility;
  /** The kind that was chosen for it; empty for the derived one. */
  label: string;
}

/** What stands in the project and in the editor when two people wrote. */
export interface Clash {
  version: number;
  base: MemoWords;
  theirs: MemoWords;
  both: MemoWords;
}

export interface OnMemo {
  /** Send what was written to the project; false when nobody may write here. */
  save(draft: Draft): boolean;
  leave?(): void;
}

const READERS: readonly (readonly [Visibility, string])[] = [
  ["team", "the team"],
  ["private", "only me"],
  ["auditor", "the auditor too"],
];
const HIDDEN = "Hidden in the app, readable by whoever holds this file. Until you save it, it lies in this browser.";
const TALLEST = 420;
/** A longer text would freeze the page when it is laid out: its head is shown until all is asked for. */
const LONG = 50_000;
const HEAD = 4_000;

export class MemoPane {
  readonly element = h("section", { class: "memo", "aria-label": "Memo" });
  private readonly references = new References();
  private readonly title: HTMLInputElement;
  private readonly body: HTMLTextAreaElement;
  private readonly readers: HTMLSelectElement;
  private readonly who: HTMLElement;
  private readonly hidden = h("p", { class: "hint", hidden: true }, HIDDEN);
  private readonly about = h("div", { class: "about", "aria-label": "What it is about" });
  private readonly another: HTMLInputElement;
  private readonly line = h("span", { role: "status", "aria-live": "polite", "aria-label": "State of the memo", class: "state" });
  private readonly drop: HTMLButtonElement;
  private readonly clash = h("div", { class: "clash", role: "group", "aria-label": "Two versions", hidden: true });
  private readonly more = h("p", { class: "hint", hidden: true });
  /** All of a long text, while only its head is shown. */
  private whole: string | null = null;
  private wantsAll = false;
  private things: readonly Findable[] = [];
  private open: OpenMemo | null = null;
  private links: string[] = [];
  private memo = "";
  private base = 0;
  private changed = false;
  /** What is on its way to the project. */
  private sent: Draft | null = null;

  constructor(
    private drafts: Drafts,
    private readonly on: OnMemo,
  ) {
    this.title = h("input", { type: "text", "aria-label": "Title of the memo", placeholder: "Title, if it has one", autocomplete: "off", maxlength: 200, oninput: () => this.typed() });
    this.body = h("textarea", { "aria-label": "Text of the memo", placeholder: "Write. [[ links to anything in the study.", rows: 8, dir: "auto", oninput: () => this.typed() });
    this.readers = h("select", { "aria-label": "Who may read it", onchange: () => (this.lock(), this.typed()) }, ...READERS.map(([value, label]) => h("option", { value }, label)));
    this.who = h("label", {}, "Who may read it ", this.readers);
    this.another = h("input", { type: "text", "aria-label": "Link to", placeholder: "link to…", autocomplete: "off" });
    const inText = new Offers(this.body, () => askedAfterBrackets(this.beforeCaret()), () => this.things, (link) => this.insert(link));
    const below = new Offers(this.another, () => this.another.value.trim() || null, () => this.things, (link) => this.addLink(link));
    this.drop = h("button", { type: "button", class: "bare", hidden: true, onclick: () => this.letGo() }, "Drop the draft");
    this.element.append(
      this.title,
      this.body,
      this.more,
      inText.list,
      h("div", { class: "links" }, this.about, this.another),
      below.list,
      h("div", { class: "foot" }, this.who, h("button", { type: "button", class: "primary", onclick: () => this.save() }, "Save"), this.drop, this.line),
      this.hidden,
      this.clash,
    );
    this.element.addEventListener("keydown", (event) => this.press(event));
  }

  /** Whether something stands here that the project does not have. */
  get unsaved(): boolean {
    return this.changed || this.sent !== null;
  }

  /** Know the things that can be linked to. */
  know(things: readonly Thing[]): void {
    const text = this.text;
    this.references.learn(things);
    this.things = things.map(({ link, label }) => ({ id: link, name: label.replace(/^[^:]{1,20}: /, ""), path: label }));
    if (this.whole === null) this.fill(text);
    this.drawAbout();
  }

  /** Open a memo, with the draft of it that was left here. */
  show(open: OpenMemo, drafts: Drafts, said = ""): void {
    this.drafts = drafts;
    const draft = drafts.read(open.slot);
    this.open = open;
    this.sent = null;
    this.clash.hidden = true;
    this.wantsAll = false;
    this.put(draft ?? { ...open, memo: open.memo ?? newId(), base: open.version, at: 0 });
    this.changed = draft !== null && !this.same(open);
    if (this.changed) this.say(`A draft of yours from ${clock(draft!.at)}, not saved`);
    else this.say(said);
    this.who.hidden = open.memo !== null;
    this.drop.hidden = !this.changed;
  }

  /** Take what the project has now; what was written and not saved stays. */
  renew(open: OpenMemo): void {
    if (open.slot !== this.open?.slot) return;
    const newer = open.version > this.open.version;
    this.open = open;
    if (!newer || this.unsaved) return;
    this.put({ ...open, memo: open.memo ?? this.memo, base: open.version, at: 0 });
  }

  /** What the line below says now. */
  get state(): string {
    return this.line.textContent ?? "";
  }

  focus(): void {
    this.body.focus({ preventScroll: true });
  }

  /** The project has what was sent. */
  saved(at: number, version: number): void {
    const { sent } = this;
    if (!sent) return;
    this.sent = null;
    this.base = version;
    this.changed = !same(sent, this.now());
    if (this.changed) this.keep();
    else {
      this.drafts.drop(this.open!.slot);
      this.drop.hidden = true;
      this.say(`saved ${clock(at)}`);
    }
  }

  /** The project did not take what was sent; it stays here. */
  refused(sentence: string): void {
    this.sent = null;
    this.changed = true;
    this.say(sentence);
  }

  /** Somebody else wrote meanwhile: let the person choose. */
  clashed(clash: Clash): void {
    this.sent = null;
    this.changed = true;
    const button = (label: string, run: () => void): HTMLElement =>
      h("button", { type: "button", onclick: () => ((this.clash.hidden = true), run()) }, label);
    const take = (words: MemoWords): void => {
      this.put({ ...this.now(), ...words, base: clash.version });
      this.typed();
      this.focus();
    };
    const side = (name: string, words: MemoWords): HTMLElement =>
      h("div", { class: "side" }, h("h4", {}, name), h("div", { class: "words", dir: "auto", tabindex: 0 }, [words.title, this.references.shown(words.body)].filter(Boolean).join("\n\n")));
    this.clash.replaceChildren(
      h("p", {}, "Somebody changed this memo while you wrote. Nothing is lost: choose what shall stand."),
      h("div", { class: "sides" }, side("Both began from", clash.base), side("Yours", this.now()), side("Theirs", clash.theirs)),
      h(
        "div",
        { class: "buttons" },
        button("Keep mine", () => ((this.base = clash.version), this.save())),
        button("Keep theirs", () => this.keepTheirs(clash)),
        button("Put both together, then read", () => take(clash.both)),
      ),
    );
    this.clash.hidden = false;
    this.say("Not saved: two versions");
    this.clash.querySelector("button")?.focus();
  }

  /** Send it. */
  save(): void {
    if (this.sent) return;
    const draft = { ...this.now(), at: Date.now() };
    if (!this.changed && this.open?.memo) return this.say("Nothing has changed.");
    if (!this.on.save(draft)) return this.say("You are only reading. Say who is coding first, at the top of the page.");
    this.sent = draft;
    this.say("saving…");
  }

  private keepTheirs({ theirs, version }: Clash): void {
    this.put({ ...this.now(), ...theirs, base: version });
    this.letGoOfDraft();
    this.say("Theirs stands. Yours was dropped.");
  }

  private letGo(): void {
    if (!this.open) return;
    this.put({ ...this.open, memo: this.open.memo ?? newId(), base: this.open.version, at: 0 });
    this.letGoOfDraft();
    this.say("The draft is gone.");
  }

  private letGoOfDraft(): void {
    this.drafts.drop(this.open!.slot);
    this.changed = false;
    this.drop.hidden = true;
  }

  private put(draft: Draft): void {
    this.memo = draft.memo;
    this.base = draft.base;
    this.links = [...draft.links];
    this.title.value = draft.title;
    this.fold(draft.body);
    this.readers.value = draft.visibility;
    this.lock();
    this.drawAbout();
    this.grow();
  }

  private now(): Draft {
    return {
      memo: this.memo,
      base: this.base,
      title: this.title.value,
      body: this.text,
      links: [...this.links],
      visibility: this.readers.value as Visibility,
      at: Date.now(),
    };
  }

  /** The text as the project keeps it. */
  private get text(): string {
    return this.whole ?? this.references.written(this.body.value);
  }

  private fill(text: string): void {
    const shown = this.references.shown(text);
    if (shown !== this.body.value) this.body.value = shown;
  }

  /** Show a text, or the head of a long one with the way to all of it. */
  private fold(text: string): void {
    this.whole = text.length > LONG && !this.wantsAll ? text : null;
    this.body.readOnly = this.whole !== null;
    this.more.hidden = this.whole === null;
    this.fill(this.whole === null ? text : text.slice(0, HEAD));
    if (this.whole === null) return;
    const all = (): void => {
      this.wantsAll = true;
      this.fold(text);
      this.focus();
    };
    this.more.replaceChildren(`The first ${HEAD.toLocaleString()} of ${text.length.toLocaleString()} characters. `, h("button", { type: "button", class: "bare", onclick: all }, "Show all, to write"));
  }

  private same(open: OpenMemo): boolean {
    return same(open, this.now());
  }

  private typed(): void {
    this.changed = true;
    this.grow();
    this.keep();
  }

  private keep(): void {
    if (!this.open) return;
    const kept = this.drafts.keep(this.open.slot, this.now());
    this.drop.hidden = false;
    this.say(kept ? "Draft kept in this browser, not saved" : "Not saved; this browser cannot keep a draft");
  }

  private say(sentence: string): void {
    if (this.line.textContent !== sentence) this.line.textContent = sentence;
  }

  private lock(): void {
    this.hidden.hidden = this.readers.value !== "private" || this.open?.memo !== null;
  }

  private grow(): void {
    if (this.body.value.length > 20_000) return void (this.body.style.height = `${TALLEST}px`);
    this.body.style.height = "auto";
    if (this.body.scrollHeight) this.body.style.height = `${Math.min(TALLEST, this.body.scrollHeight + 2)}px`;
  }

  private beforeCaret(): string {
    const at = this.body.selectionStart;
    return this.body.value.slice(Math.max(0, at - 64), at);
  }

  /** Put a name where `[[` was typed. */
  private insert(link: string): void {
    const at = this.body.selectionStart;
    const from = this.body.value.lastIndexOf("[[", at - 1);
    this.body.setRangeText(`[[${this.references.label(link)}]] `, from, at, "end");
    this.typed();
  }

  private addLink(link: string): void {
    if (!this.links.includes(link)) this.links.push(link);
    this.another.value = "";
    this.drawAbout();
    this.typed();
  }

  private drawAbout(): void {
    const chips = this.links.map((link) => {
      const label = this.references.label(link);
      const away = (): void => {
        this.links = this.links.filter((other) => other !== link);
        this.drawAbout();
        this.typed();
      };
      return h("span", { class: "thing" }, h("bdi", {}, label), h("button", { type: "button", "aria-label": `No longer about ${label}`, onclick: away }, "×"));
    });
    this.about.replaceChildren(chips.length ? "About " : "", ...chips);
  }

  private press(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.save();
    else if (event.key === "Escape" && this.on.leave) this.on.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function same(a: MemoWords, b: MemoWords): boolean {
  return a.title === b.title && a.body === b.body && a.links.join(" ") === b.links.join(" ");
}

/** The time of day, as `14:02`. */
function clock(ms: number): string {
  return new Date(ms).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hour12: false });
}
