/**
 * Acts that the project had not answered when the page was left: kept in this browser for the person
 * who did them, and sent when they read the source here again. Where they stand is kept and no word
 * of a participant: the text has these. Memos have drafts of their own.
 */

import { nameFrom } from "./acts";
import { newId, type Op } from "./ops";
import type { Segment } from "./text";

interface Page {
  edition: number;
  ops: Op[];
}

export class Left {
  private readonly page = newId();
  private readonly kept = new Set<string>();

  /**
   * @param edition the version of the text that the acts' places lie in.
   * @param words the text's own.
   */
  constructor(
    private readonly source: string,
    private readonly edition: number,
    private readonly words: (segment: Segment) => string,
  ) {}

  /** Keep what a person's acts are until they are answered; nothing once there are none. */
  keep(coder: string, acts: readonly Op[]): void {
    const key = this.prefix(coder) + this.page;
    const ops = acts.filter(({ kind }) => kind !== "write_memo" && kind !== "edit_memo").map(bare);
    try {
      if (ops.length) localStorage.setItem(key, JSON.stringify({ edition: this.edition, ops }));
      else if (this.kept.has(key)) localStorage.removeItem(key);
      this.kept.add(key);
    } catch {
      return; // storage is full or forbidden: the page warns before it is left
    }
  }

  /** Take what a person left; of another version of the text, only what has no place in it. */
  take(coder: string): { ops: Op[]; lost: number } {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix(coder)));
      const pages = names.map((name) => JSON.parse(localStorage.getItem(name) ?? "") as Page);
      for (const name of names) localStorage.removeItem(name);
      const all = pages.flatMap(({ ops }) => ops).length;
      const ops = pages.flatMap(({ edition, ops }) => (edition === this.edition ? ops : ops.filter((op) => !("start" in op))));
      return { ops: ops.map((op) => this.whole(op)), lost: all - ops.length };
    } catch {
      return { ops: [], lost: 0 };
    }
  }

  private prefix(coder: string): string {
    return `workbench:acts:${this.source}:${coder}:`;
  }

  private whole(op: Op): Op {
    if (!("start" in op && "words" in op)) return op;
    const words = this.words(op);
    const named = op.kind === "apply" && op.new_code?.name === "";
    return named ? { ...op, words, new_code: { ...op.new_code!, name: nameFrom(words) } } : { ...op, words };
  }
}

/** An act without the words that it stands on, and without a name made of them. */
function bare(op: Op): Op {
  if (!("start" in op && "words" in op)) return op;
  const made = op.kind === "apply" ? op.new_code : undefined;
  if (op.kind !== "apply" || made?.name !== nameFrom(op.words)) return { ...op, words: "" };
  return { ...op, words: "", new_code: { ...made, name: "" } };
}
