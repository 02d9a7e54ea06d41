/**
 * The second reader: once a person has read or coded a passage, up to three codes that another
 * reader might give it, each with its reason. Quiet when unsure, and when switched off.
 */

import { chip, h } from "./element";
import { newId, type Offer } from "./ops";
import { touched } from "./readmarks";
import type { Reading } from "./reading";
import type { Surface } from "./surface";
import type { Segment } from "./text";

export interface Asked extends Segment {
  number: number;
}

/** What is said by now: still at work, up to three codes, or why there are none. */
export interface SecondRow {
  number: number;
  working?: [done: number, of: number];
  codes?: [code: string, because: string, source: string][];
  why?: string | null;
  offer?: Offer;
}

const UNREAD = "Codes are suggested after your own first pass: code this passage or mark it as read (v).";
const NOTHING_ASKED = "Select words, or go to a turn, to be told what another reader might say.";
const SETTLED_MS = 350;
const AGAIN_MS = [250, 500, 1000];

/** Whether a person marked as read, or coded, a passage of a segment; the project says if it is enough. */
export function isPassed(reading: Reading, segment: Segment): boolean {
  return touched(reading.text.passages, segment).some(
    (passage) => reading.marks.has(passage.start) || reading.codings.touching(passage).some(({ coder }) => coder === reading.me),
  );
}

export class SecondPane {
  readonly element = h("section", { class: "second", "aria-label": "Another reader might say", "aria-live": "polite", hidden: true });
  private wanted = "";
  private said: SecondRow | null = null;
  private tries = 0;
  private timer = 0;

  constructor(private readonly surface: Surface) {}

  close(): void {
    window.clearTimeout(this.timer);
    this.surface.reading.asked = null;
  }

  /** Something is selected, marked or coded, or another turn is reached: ask anew where it matters. */
  consider(): void {
    const { reading, memory } = this.surface;
    const about = memory.now.second ? this.about : null;
    const wanted = about && isPassed(reading, about) ? `${about.start} ${about.end} ${this.standing(about)}` : "";
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    this.said = null;
    this.tries = 0;
    reading.asked = null;
    window.clearTimeout(this.timer);
    if (wanted && about) this.timer = window.setTimeout(() => this.ask(about), SETTLED_MS);
    this.draw();
  }

  /** Something was undone or refused: what was said may be another now. */
  renew(): void {
    this.wanted = "";
    this.consider();
  }

  /** Ask again for what is not answered; call this about once a second. */
  tick(): void {
    if (this.surface.reading.asked) this.surface.reading.outbox.ask();
  }

  /** Take what is said, if it is about what is asked now. */
  hear(row: SecondRow | null): void {
    const { reading } = this.surface;
    if (!row || row.number !== reading.asked?.number) return;
    this.said = row;
    window.clearTimeout(this.timer);
    if (row.working) this.timer = window.setTimeout(() => reading.outbox.ask(), AGAIN_MS[Math.min(this.tries++, 2)]);
    else reading.asked = null;
    this.draw();
  }

  /** Give the passage one of the codes. */
  accept(place: number): void {
    const { said, about } = this;
    const code = said?.codes?.[place]?.[0];
    if (!about || code === undefined || !said?.offer) return this.surface.toast.tell("No code of this number is suggested here.");
    const { start, end } = about;
    const words = this.surface.reading.text.words(about);
    this.answered();
    this.surface.acts.send({ kind: "apply", coding: newId(), start, end, words, code, in_vivo: false, offer: said.offer });
  }

  /** Refuse all of them. */
  refuse(): void {
    const { said, about } = this;
    if (!about || !said?.offer) return this.surface.toast.tell("No code is suggested here.");
    const { start, end } = about;
    this.answered();
    this.surface.acts.send({ kind: "refuse", start, end, offer: said.offer });
  }

  /** Show suggestions, or none from here on; it is remembered. */
  toggle(): void {
    const { memory, toast } = this.surface;
    memory.now.second = !memory.now.second;
    memory.save();
    this.surface.look();
    toast.tell(memory.now.second ? "Codes are suggested after your first pass of a passage." : "No codes are suggested from here on.");
    this.consider();
  }

  /** Say why no code is suggested here. */
  why(): void {
    const { toast, memory } = this.surface;
    if (!memory.now.second) toast.tell("Suggestions are switched off (o switches them on).");
    else if (!this.about) toast.tell(NOTHING_ASKED);
    else if (!this.wanted) toast.tell(UNREAD);
    else toast.tell(this.said?.why ?? (this.said?.codes?.length ? "Codes are suggested below the text." : "This is still being worked out."));
  }

  /** The words that are asked about: the selection, else the turn where the person is. */
  private get about(): Segment | null {
    const { reading } = this.surface;
    if (reading.selection) return reading.selection;
    const row = reading.rows[reading.current];
    const passage = row && reading.text.passages[row.passage];
    return passage && passage.end > passage.start ? { start: passage.start, end: passage.end } : null;
  }

  /** What a person gave these words: with it the suggestions change. */
  private standing(about: Segment): string {
    const { reading } = this.surface;
    const mine = reading.codings.touching(about).filter(({ coder }) => coder === reading.me);
    return mine.map(({ id, code }) => `${id} ${code}`).sort().join();
  }

  private ask({ start, end }: Segment): void {
    const { reading } = this.surface;
    reading.asked = { start, end, number: Math.floor(Math.random() * 2 ** 48) };
    reading.outbox.ask();
  }

  private answered(): void {
    this.said = null;
    this.draw();
  }

  /** Draw what is said; the words it is about stay in view. */
  private draw(): void {
    const { codes, working } = this.said ?? {};
    const { scroll } = this.surface.page;
    const bottom = this.about ? this.surface.rectOf(this.about).bottom : 0;
    this.element.hidden = !codes?.length && !(working && this.tries > 2);
    if (codes?.length) this.list(codes);
    else this.element.replaceChildren(h("span", { class: "quiet" }, workingWords(working ?? [0, 0])));
    const over = bottom - scroll.getBoundingClientRect().bottom;
    if (!this.element.hidden && over > 0) scroll.scrollTop += over + 8;
  }

  private list(codes: readonly [code: string, because: string, source: string][]): void {
    const { reading } = this.surface;
    const items = codes.map(([code, because, source], place) => {
      const known = reading.codes.get(code);
      const path = reading.path(code);
      return h(
        "li",
        {},
        h(
          "button",
          { type: "button", "aria-label": `Give ${path}`, onclick: () => this.accept(place) },
          chip(known?.colour ?? "#777777", known?.pattern ?? "plain"),
          path,
          h("kbd", {}, `Alt+${place + 1}`),
        ),
        h("span", { class: "because" }, ...reason(because, source)),
      );
    });
    const none = h("button", { type: "button", onclick: () => this.refuse() }, "None of these", h("kbd", {}, "Alt+0"));
    this.element.replaceChildren(h("header", {}, h("h3", {}, "Another reader might say"), none), h("ol", {}, ...items));
  }
}

/** Why a code is suggested: the words, or without them that their source has a note to be read first. */
export function reason(words: string, source: string): HTMLElement[] {
  const quiet = (told: string): HTMLElement => h("span", { class: "quiet" }, told);
  if (!words) return [quiet(`because of a passage of ${source}, which has a content note: open it to read the note`)];
  return [quiet("because of "), h("q", {}, words), quiet(` ${source}`)];
}

function workingWords([done, of]: [number, number]): string {
  const far = of ? `: ${done.toLocaleString()} of ${of.toLocaleString()} texts read` : "";
  return `Suggestions are being prepared${far}. Go on reading.`;
}
