/**
 * The transcript as it stands on the page: a row for each passage, the text in plain text nodes.
 * Finds places of the page for positions of the text, and positions for places.
 */

import { snap } from "./boundaries";
import { h } from "./element";
import { bits } from "./invisible";
import type { Reading } from "./reading";
import { rowPieces, type Row, type RowPiece } from "./rows";
import type { Segment } from "./text";

interface Line {
  row: Row;
  element: HTMLElement;
  words: HTMLElement;
  margin: HTMLElement;
  /** The text nodes with the unit of the passage at which each begins. */
  texts: { text: Text; from: number }[];
}

const KINDS = { turn: "", head: "head of the file", foot: "foot of the file", direction: "direction", unassigned: "no speaker" };
const CHARACTERS_A_LINE = 64;
/** Kept free below and above what is brought into view, so that the toast covers none of it. */
const ROOM = 80;

export class Page {
  readonly scroll: HTMLElement;
  readonly visible = new Set<number>();
  private readonly lines: Line[];
  private readonly turnNumbers: number[] = [];
  private readonly watcher: IntersectionObserver;

  /** @param seen is told which rows came into view and which went. */
  constructor(
    private readonly reading: Reading,
    seen: (shown: number[], hidden: number[]) => void,
  ) {
    let turn = 0;
    for (const { kind } of reading.text.passages) this.turnNumbers.push(kind === "turn" ? ++turn : turn);
    this.lines = reading.rows.map((row, index) => this.draw(row, index));
    this.scroll = h("div", {
      class: "scroll",
      tabindex: 0,
      role: "document",
      "aria-label": "Transcript",
    });
    this.scroll.append(...this.lines.map(({ element }) => element));
    this.watcher = new IntersectionObserver((entries) => this.see(entries, seen), {
      root: this.scroll,
      rootMargin: "300px 0px",
    });
    for (const { element } of this.lines) this.watcher.observe(element);
  }

  get turns(): number {
    return this.turnNumbers.at(-1) ?? 0;
  }

  /** Which turn a row belongs to, counted from 1. */
  turnOf(row: number): number {
    return this.turnNumbers[this.reading.rows[row]?.passage ?? 0] ?? 0;
  }

  close(): void {
    this.watcher.disconnect();
  }

  element(row: number): HTMLElement {
    return this.lines[row]!.element;
  }

  margin(row: number): HTMLElement {
    return this.lines[row]!.margin;
  }

  /** The stretch of the page where a piece of a row stands. */
  range({ row, from, to }: RowPiece): Range {
    const line = this.lines[row]!;
    const range = new Range();
    range.setStart(...within(line, from, false));
    range.setEnd(...within(line, to, true));
    return range;
  }

  /** The stretches of a segment that lie in rows now in view. */
  rangesInView(segment: Segment): Range[] {
    return this.pieces(segment)
      .filter(({ row }) => this.visible.has(row))
      .map((piece) => this.range(piece));
  }

  pieces(segment: Segment): RowPiece[] {
    return rowPieces(this.reading.text, this.reading.rows, segment);
  }

  /** The position that a place of the page stands for, never inside a character; null elsewhere. */
  pointAt(container: Node, offset: number, which: "start" | "end"): number | null {
    if (container === this.scroll) {
      return this.lines[offset]?.row.start ?? this.lines.at(-1)?.row.end ?? null;
    }
    const from = container instanceof Element ? container : container.parentElement;
    const index = from?.closest<HTMLElement>(".row")?.dataset["row"];
    const line = index === undefined ? undefined : this.lines[Number(index)];
    if (!line || !this.scroll.contains(line.element)) return null;
    if (container instanceof Text) {
      const found = line.texts.find(({ text }) => text === container);
      if (found) return this.whole(line.row.passage, found.from + offset, which);
    }
    return this.pointBeside(line, container, offset);
  }

  /** Bring a segment into view; rows out of view are measured only when they come near. */
  reveal(segment: Segment, block: ScrollLogicalPosition = "nearest"): void {
    const pieces = this.pieces(segment);
    const [first, last] = [pieces[0], pieces.at(-1)];
    if (!first || !last) return;
    const go = (): void => this.lines[first.row]!.element.scrollIntoView({ block });
    go();
    requestAnimationFrame(() => {
      go();
      this.intoView(this.range(last).getBoundingClientRect());
      this.intoView(this.range(first).getBoundingClientRect());
    });
  }

  /** The row at the top of the view, and how far it is scrolled off. */
  anchor(): { row: number; offset: number } | null {
    const top = this.scroll.getBoundingClientRect().top;
    for (const row of [...this.visible].sort((a, b) => a - b)) {
      const box = this.element(row).getBoundingClientRect();
      if (box.bottom > top + 1) return { row, offset: top - box.top };
    }
    return null;
  }

  /** Scroll to where an earlier page stood. */
  restore(anchor: { row: number; offset: number }): void {
    const go = (): void => {
      const element = this.lines[anchor.row]?.element;
      if (!element) return;
      const top = element.getBoundingClientRect().top - this.scroll.getBoundingClientRect().top;
      this.scroll.scrollTop += top + anchor.offset;
    };
    go();
    requestAnimationFrame(go);
  }

  mark(passage: number): void {
    for (const old of this.scroll.querySelectorAll(".row.current")) {
      old.classList.remove("current");
      old.removeAttribute("aria-current");
    }
    for (const { row, element } of this.lines) {
      if (row.passage !== passage) continue;
      element.classList.add("current");
      element.setAttribute("aria-current", "true");
    }
  }

  private draw(row: Row, index: number): Line {
    const passage = this.reading.text.passages[row.passage]!;
    const text = passage.text.slice(row.from, row.to);
    const words = h("div", { class: "words", dir: "auto" });
    const line: Line = { row, element: words, words, margin: h("div", { class: "margin" }), texts: [] };
    for (const { from, to, name } of bits(text)) {
      const node = document.createTextNode(text.slice(from, to));
      line.texts.push({ text: node, from: row.from + from });
      words.append(name === null ? node : h("span", { class: "unseen", "data-name": name }, node));
    }
    line.element = h(
      "div",
      {
        class: `row ${passage.kind}${row.opens ? " opens" : ""}${passage.speaker === null ? "" : " spoken"}${this.goesOn(row) ? " again" : ""}`,
        "data-row": index,
        role: "group",
        "aria-label": this.label(row),
        tabindex: -1,
      },
      this.who(row),
      words,
      line.margin,
    );
    const lines = Math.ceil(text.length / CHARACTERS_A_LINE);
    line.element.style.containIntrinsicSize = `auto ${lines * 27 + 12}px`;
    return line;
  }

  /** Whether a turn is of the same speaker as the one before it, as one caption after another is. */
  private goesOn(row: Row): boolean {
    const { kind, speaker } = this.reading.text.passages[row.passage]!;
    const before = this.reading.text.passages[row.passage - 1];
    return row.opens && kind === "turn" && speaker !== null && before?.kind === kind && before.speaker === speaker;
  }

  private label(row: Row): string {
    const { kind, speaker } = this.reading.text.passages[row.passage]!;
    if (kind !== "turn") return speaker ?? KINDS[kind];
    const number = `turn ${this.turnNumbers[row.passage]}`;
    return speaker === null ? number : `${number}, ${speaker}`;
  }

  private who(row: Row): HTMLElement {
    const { kind, speaker, beginsMs } = this.reading.text.passages[row.passage]!;
    const who = h("div", { class: "who" });
    if (!row.opens) return who;
    who.append(h("span", { class: "speaker", title: speaker ?? KINDS[kind] }, speaker ?? ""));
    if (beginsMs !== null) who.append(h("span", { class: "time" }, clockTime(beginsMs)));
    return who;
  }

  private see(entries: IntersectionObserverEntry[], seen: (shown: number[], hidden: number[]) => void): void {
    const shown: number[] = [];
    const hidden: number[] = [];
    for (const { target, isIntersecting } of entries) {
      const row = Number((target as HTMLElement).dataset["row"]);
      if (isIntersecting && !this.visible.has(row)) shown.push(row);
      if (!isIntersecting && this.visible.has(row)) hidden.push(row);
    }
    for (const row of shown) this.visible.add(row);
    for (const row of hidden) this.visible.delete(row);
    seen(shown, hidden);
  }

  private whole(passage: number, unit: number, which: "start" | "end"): number {
    const { text } = this.reading;
    const [from, to] = snap(text.passages[passage]!.text, unit, unit);
    return text.pointOf(passage, which === "start" ? from : to);
  }

  private pointBeside(line: Line, container: Node, offset: number): number {
    const { row, words } = line;
    if (container === words) {
      const child = words.childNodes[offset];
      const at = line.texts.find(({ text }) => text === child || child?.contains(text));
      return at ? this.reading.text.pointOf(row.passage, at.from) : row.end;
    }
    if (words.contains(container)) {
      const at = line.texts.find(({ text }) => text.parentNode === container);
      if (at) return this.reading.text.pointOf(row.passage, at.from + (offset ? at.text.length : 0));
    }
    const after = words.compareDocumentPosition(container) & Node.DOCUMENT_POSITION_FOLLOWING;
    return after || (container === line.element && offset > 1) ? row.end : row.start;
  }

  private intoView(box: DOMRect): void {
    const view = this.scroll.getBoundingClientRect();
    const room = Math.min(ROOM, view.height / 4);
    if (box.top < view.top + 8) this.scroll.scrollTop += box.top - view.top - room;
    else if (box.bottom > view.bottom - room) this.scroll.scrollTop += box.bottom - view.bottom + room;
  }
}

/** The text node and offset for a unit; at a seam, an end stays with the text before it. */
function within(line: Line, unit: number, isEnd: boolean): [Text, number] {
  const texts = line.texts;
  let i = texts.length - 1;
  while (i > 0 && (isEnd ? texts[i]!.from >= unit : texts[i]!.from > unit)) i--;
  const { text, from } = texts[i]!;
  return [text, Math.max(0, Math.min(text.length, unit - from))];
}

/** Milliseconds as `1:02:03` or `2:03`. */
export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = String(seconds % 60).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}
