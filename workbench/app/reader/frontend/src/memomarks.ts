/** Buttons beside the turns that memos are about; each opens the memos on those words. */

import { h } from "./element";
import type { Page } from "./page";
import type { Segment } from "./text";

export class MemoMarks {
  private marks: HTMLElement[] = [];
  private drawn = "";

  constructor(
    private readonly page: Page,
    private readonly open: (segment: Segment) => void,
  ) {}

  /** Draw them anew where they changed; one a row, however many memos there are. */
  draw(segments: readonly Segment[]): void {
    const told = segments.map(({ start, end }) => `${start}-${end}`).join();
    if (told === this.drawn) return;
    this.drawn = told;
    for (const mark of this.marks) mark.remove();
    const byRow = new Map<number, Segment[]>();
    for (const segment of segments) {
      const row = this.page.pieces(segment)[0]?.row;
      if (row !== undefined) byRow.set(row, [...(byRow.get(row) ?? []), segment]);
    }
    this.marks = [...byRow].map(([row, found]) => this.mark(row, found));
  }

  private mark(row: number, found: readonly Segment[]): HTMLElement {
    const whole = { start: Math.min(...found.map((one) => one.start)), end: Math.max(...found.map((one) => one.end)) };
    const label = `${found.length === 1 ? "A memo" : `${found.length} memos`} on words of this turn. Open`;
    const mark = h("button", { type: "button", class: "flag", "aria-label": label, title: label, onclick: () => this.open(whole) }, found.length === 1 ? "memo" : `${found.length} memos`);
    this.page.element(row).querySelector(".who")!.append(mark);
    return mark;
  }
}
