/**
 * Memos beside the transcript: those about this source and its words, and one being written, linked
 * to what was selected when it was asked for. Escape puts it away; the draft stays.
 */

import { Drafts, type Draft } from "./drafts";
import { h } from "./element";
import { MemoPane } from "./memo";
import type { Act } from "./ops";
import type { Thing } from "./references";
import type { Segment } from "./text";

/** A memo as the reader lists it: what it is about is one line of `kind:id` words. */
export type MemoRow = [id: string, name: string, beginning: string, author: string, day: string, isPrivate: boolean, links: string];

export interface AroundDrawer {
  mayCode(): boolean;
  do(act: Act): void;
  /** What can be linked to from here. */
  things(): Thing[];
  /** Whether a memo's link lies in these words; without words, in this source. */
  isAbout(link: string, segment: Segment | null): boolean;
  address(memo: string): string;
  left(): void;
}

export class Drawer {
  readonly element: HTMLElement;
  private readonly pane: MemoPane;
  private readonly heading = h("h3", {}, "Memos");
  private readonly listed = h("div", { class: "memos", role: "list", "aria-label": "Memos here" });
  private rows: readonly MemoRow[] = [];
  private segment: Segment | null = null;
  private about = "";
  private sent: string | null = null;

  constructor(
    private drafts: Drafts,
    private readonly around: AroundDrawer,
  ) {
    this.pane = new MemoPane(drafts, { save: (draft) => this.save(draft), leave: () => this.close() });
    const close = h("button", { type: "button", "aria-label": "Close the memos", onclick: () => this.close() }, "Close");
    this.element = h("aside", { class: "drawer", "aria-label": "Memos", hidden: true }, h("header", {}, this.heading, close), this.pane.element, this.listed);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** Begin a memo about a thing of this study, or go on with the draft about it. */
  open(about: string, segment: Segment | null, drafts: Drafts): void {
    this.drafts = drafts;
    [this.about, this.segment] = [about, segment];
    this.element.hidden = false;
    this.begin();
    this.pane.focus();
  }

  /** Put it away; what was written stays as a draft. */
  close(): void {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.around.left();
  }

  /** Know the memos of this source. */
  list(rows: readonly MemoRow[]): void {
    this.rows = rows;
    this.draw();
  }

  /** The project has a memo that was sent from here. */
  saved(memo: string): void {
    if (memo !== this.sent) return;
    this.sent = null;
    this.pane.saved(Date.now(), 1);
    if (!this.pane.unsaved) this.begin(true);
  }

  refused(memo: string, sentence: string): void {
    if (memo !== this.sent) return;
    this.sent = null;
    this.pane.refused(sentence);
  }

  private begin(again = false): void {
    this.pane.know(this.around.things());
    const slot = `new ${this.about}`;
    const open = { slot, memo: null, title: "", body: "", links: [this.about], version: 0, visibility: "team" as const, label: "" };
    this.pane.show(open, this.drafts, again ? this.pane.state : "");
    this.draw();
  }

  private save({ memo, title, body, links, visibility }: Draft): boolean {
    if (!this.around.mayCode()) return false;
    this.sent = memo;
    this.around.do({ kind: "write_memo", memo, title, body, links: links.join(" "), visibility, label: "" });
    return true;
  }

  private draw(): void {
    if (!this.isOpen) return;
    const here = this.rows.filter(([, , , , , , links]) => links.split(" ").some((link) => this.around.isAbout(link, this.segment)));
    this.heading.textContent = this.segment ? "Memos on these words" : "Memos on this source";
    this.listed.replaceChildren(...here.map((row) => this.row(row)));
    if (!here.length) this.listed.append(h("p", { class: "empty" }, this.segment ? "None on these words yet." : "None on this source yet."));
  }

  private row([id, name, beginning, author, day, isPrivate]: MemoRow): HTMLElement {
    const link = h("a", { href: this.around.address(id), target: "_blank", rel: "noopener", "aria-label": `Open the memo ${name}` }, h("bdi", {}, name));
    const lock = isPrivate ? " · only me" : "";
    return h("div", { role: "listitem", class: "one" }, link, h("div", { class: "quiet" }, `${author}, ${day}${lock}`), h("div", { class: "beginning", dir: "auto" }, beginning));
  }
}
