/**
 * What was marked as read: with codings this alone is a first pass. A turn that was marked says so
 * beside its label; nothing is measured from scrolling.
 */

import { h } from "./element";
import type { Op } from "./ops";
import type { Page } from "./page";
import type { Reading } from "./reading";
import type { Surface } from "./surface";
import type { Passage, Segment } from "./text";

export type MarkRow = [start: number, end: number];

/** Where each marked passage begins, under the acts on their way. */
export function foldMarks(held: readonly MarkRow[], passages: readonly Passage[], pending: readonly Op[]): Set<number> {
  const marks = new Set(held.map(([start]) => start));
  for (const op of pending) {
    if (op.kind !== "mark_read" && op.kind !== "unmark_read") continue;
    for (const { start } of touched(passages, op)) op.kind === "mark_read" ? marks.add(start) : marks.delete(start);
  }
  return marks;
}

/** The passages that share a character with a segment. */
export function touched(passages: readonly Passage[], { start, end }: Segment): Passage[] {
  return passages.filter((passage) => passage.start < end && passage.end > start);
}

/** Mark as read: the turns of the selection, else where the person is; again takes the mark off. */
export function markRead(surface: Surface, what: "turn" | "up to here" | "all"): void {
  const { reading, acts, passage } = surface;
  const { passages, length } = reading.text;
  const here = passages[passage];
  const about = reading.selection ?? here;
  if (!about || !here) return;
  const start = what === "turn" ? about.start : 0;
  const end = what === "all" ? length : about.end;
  const there = touched(passages, { start, end });
  const all = there.every((one) => reading.marks.has(one.start));
  if (all && what !== "turn") return surface.toast.tell("All of this is marked as read.");
  if (there.length) acts.send({ kind: all ? "unmark_read" : "mark_read", start, end });
}

/** The ticks beside the turns. */
export class ReadMarks {
  private readonly ticks = new Map<number, HTMLElement>();

  constructor(
    private readonly page: Page,
    private readonly reading: Reading,
  ) {}

  draw(): void {
    const { marks, rows } = this.reading;
    for (const [start, tick] of this.ticks) {
      if (marks.has(start)) continue;
      tick.remove();
      this.ticks.delete(start);
    }
    rows.forEach((row, index) => {
      const start = this.reading.text.passages[row.passage]!.start;
      if (!row.opens || !marks.has(start) || this.ticks.has(start)) return;
      const tick = h("span", { class: "tick", title: "You marked this as read" }, "✓ read");
      this.ticks.set(start, tick);
      this.page.element(index).querySelector(".who")!.append(tick);
    });
  }
}
