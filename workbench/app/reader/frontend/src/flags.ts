/**
 * Third-party flags: words that tell of somebody who took no part. They are marked in the text, and
 * a button beside the turn says so and selects them.
 */

import { h } from "./element";
import type { Op } from "./ops";
import type { Page } from "./page";
import type { Reading } from "./reading";
import type { Segment } from "./text";

export interface Flag extends Segment {
  id: string;
  note: string;
}

export type FlagRow = [id: string, start: number, end: number, note: string];

/** The flags as they look under the acts on their way. */
export function foldFlags(held: readonly FlagRow[], pending: readonly Op[]): Flag[] {
  const flags = new Map(held.map(([id, start, end, note]) => [id, { id, start, end, note }]));
  for (const op of pending) {
    if (op.kind === "flag") flags.set(op.flag, { id: op.flag, start: op.start, end: op.end, note: "" });
    if (op.kind === "unflag") flags.delete(op.flag);
  }
  return [...flags.values()];
}

/** The flag that stands on these words: on exactly them, else on more. */
export function flagOn(flags: readonly Flag[], { start, end }: Segment): Flag | undefined {
  const exact = flags.find((flag) => flag.start === start && flag.end === end);
  return exact ?? flags.find((flag) => flag.start <= start && end <= flag.end);
}

/** The buttons beside the turns that hold flagged words. */
export class FlagMarks {
  private marks: HTMLElement[] = [];
  private drawn: readonly Flag[] = [];

  /** @param take selects the flagged words. */
  constructor(
    private readonly page: Page,
    private readonly reading: Reading,
    private readonly take: (flag: Flag) => void,
  ) {}

  /** Draw them anew where they changed; tell whether they did. */
  draw(): boolean {
    const { flags } = this.reading;
    if (sameFlags(flags, this.drawn)) return false;
    this.drawn = flags;
    for (const mark of this.marks) mark.remove();
    this.marks = flags.flatMap((flag) => {
      const row = this.page.pieces(flag)[0]?.row;
      return row === undefined ? [] : [this.mark(flag, row)];
    });
    return true;
  }

  private mark(flag: Flag, row: number): HTMLElement {
    const words = this.reading.text.words(flag);
    const about = flag.note ? `, ${flag.note}` : "";
    const label = `Third party${about}: “${words.length > 60 ? `${words.slice(0, 60)}…` : words}”. Select these words`;
    const mark = h(
      "button",
      { type: "button", class: "flag", "aria-label": label, title: label, onclick: () => this.take(flag) },
      "third party",
    );
    this.page.element(row).querySelector(".who")!.append(mark);
    return mark;
  }
}

function sameFlags(a: readonly Flag[], b: readonly Flag[]): boolean {
  const told = (flags: readonly Flag[]): string => flags.map((f) => `${f.id} ${f.start} ${f.end} ${f.note}`).join();
  return told(a) === told(b);
}
