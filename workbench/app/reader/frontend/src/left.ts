/**
 * Acts that were not saved when the page was left: kept in this browser for who did them, and sent
 * under their own ids when the same text is opened again. Ids, places and what the person typed are
 * kept, no word of a participant: the text has these. What means something else by then is told.
 */

import { nameFrom } from "./acts";
import type { Op } from "./ops";
import type { Segment } from "./text";

interface Page {
  text: string;
  ops: Op[];
  lost: Op["kind"][];
}

/** What means the same later; memos have drafts of their own. */
const STAYS: ReadonlySet<string> = new Set(["apply", "create_code", "recode", "resize", "remove", "facet", "flag", "unflag", "exemplar", "mark_read", "unmark_read"]);
const DRAFTS: ReadonlySet<string> = new Set(["write_memo", "edit_memo"]);
const TURNS: ReadonlySet<string> = new Set(["undo", "redo"]);
const NOUNS: Partial<Record<Op["kind"], string>> = { apply: "coding", mark_read: "mark of reading", flag: "flag" };

/**
 * Keep acts beside those that another window left.
 * @param slot whose they are, and of which source.
 * @param text what names this very text.
 */
export function leaveActs(slot: string, text: string, acts: readonly Op[]): void {
  const stand: Op[] = [];
  const lost: Op["kind"][] = [];
  for (const op of acts) {
    const undone = op.kind === "undo" ? stand.findLast(({ kind }) => kind !== "reason") : undefined;
    if (!undone || TURNS.has(undone.kind)) stand.push(op);
    else {
      stand.splice(stand.indexOf(undone), 1);
      lost.push(op.kind); // what it took back may have come there before the page was left
    }
  }
  const ops = stand.filter(stays).map(bare);
  lost.push(...stand.filter((op) => !stays(op) && !DRAFTS.has(op.kind)).map(({ kind }) => kind));
  if (!ops.length && !lost.length) return;
  try {
    localStorage.setItem(slot, JSON.stringify([...pagesIn(slot), { text, ops, lost }]));
  } catch {
    return; // storage is full or forbidden: the page warned before it was left
  }
}

/** Take what was left, once: the acts that can be sent, and what is lost in words. */
export function takeActs(slot: string, text: string, words: (segment: Segment) => string): { ops: Op[]; lost: string } {
  try {
    const pages = pagesIn(slot);
    localStorage.removeItem(slot);
    const lost = pages.flatMap((page) => (page.text === text ? page.lost : [...page.lost, ...page.ops.map(({ kind }) => kind)]));
    const ops = pages.flatMap((page) => (page.text === text ? page.ops : []));
    return { ops: ops.map((op) => whole(op, words)), lost: told(lost) };
  } catch {
    return { ops: [], lost: "" };
  }
}

function pagesIn(slot: string): Page[] {
  return JSON.parse(localStorage.getItem(slot) ?? "[]") as Page[];
}

/** The reasons of a suggestion hold words, so one that was taken up is done again. */
function stays(op: Op): boolean {
  return STAYS.has(op.kind) && !("offer" in op && op.offer);
}

/** An act without the words that it stands on, and without a name made of them. */
function bare(op: Op): Op {
  if (!("words" in op)) return op;
  const made = op.kind === "apply" ? op.new_code : undefined;
  if (op.kind !== "apply" || made?.name !== nameFrom(op.words)) return { ...op, words: "" };
  return { ...op, words: "", new_code: { ...made, name: "" } };
}

function whole(op: Op, wordsAt: (segment: Segment) => string): Op {
  if (!("words" in op && "start" in op)) return op;
  const words = wordsAt(op);
  const unnamed = op.kind === "apply" && op.new_code?.name === "";
  return unnamed ? { ...op, words, new_code: { ...op.new_code!, name: nameFrom(words) } } : { ...op, words };
}

function told(lost: readonly Op["kind"][]): string {
  const counts = new Map<string, number>();
  for (const kind of lost) {
    const noun = NOUNS[kind] ?? "other act";
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  const counted = [...counts].map(([noun, n]) => `${n} ${n === 1 ? noun : noun.replace(/(act|flag|coding|mark)/, "$1s")}`);
  return lost.length ? `This page was left before it was known to be saved: ${counted.join(", ")}. See whether it is there.` : "";
}
