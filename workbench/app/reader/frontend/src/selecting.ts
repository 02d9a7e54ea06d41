/** Selections made by key, and every selection brought into its proper form. Pure. */

import { edgeAround, nextEdge, sentenceAfter, snap, trim, type By } from "./boundaries";
import type { Segment, SourceText } from "./text";

/** Whole characters, and no white space at either end; null when nothing is left. */
export function proper(text: SourceText, start: number, end: number): Segment | null {
  const [first, last] = [edgeIn(text, start, "start"), edgeIn(text, end, "end")];
  if (!first || !last) return null;
  const [a, b] = [text.passages[first.passage]!.text, text.passages[last.passage]!.text];
  let [from] = snap(a, first.unit, first.unit);
  let [, to] = snap(b, last.unit, last.unit);
  if (first.passage === last.passage) [from, to] = trim(a, from, to);
  else [from, to] = [trim(a, from, a.length)[0], trim(b, 0, to)[1]];
  const segment = { start: text.pointOf(first.passage, from), end: text.pointOf(last.passage, to) };
  return segment.end > segment.start ? segment : null;
}

/** What selections made with the pointer are widened to. */
export type Snapping = "free" | "word" | "sentence";

/** What comes after each when one goes round. */
export const NEXT_SNAPPING: Record<Snapping, Snapping> = { free: "word", word: "sentence", sentence: "free" };

/** A selection whose edges cut no word, or no sentence. */
export function widened(text: SourceText, segment: Segment, to: Snapping): Segment {
  if (to === "free") return segment;
  const [first, last] = [text.passageAt(segment.start), passageEndingAt(text, segment.end)];
  const from = edgeAround(text.passages[first]!.text, text.unitIn(first, segment.start), to, "start");
  const until = edgeAround(text.passages[last]!.text, text.unitIn(last, segment.end) - 1, to, "end");
  return {
    start: from === null ? segment.start : text.pointOf(first, from),
    end: until === null ? segment.end : text.pointOf(last, until),
  };
}

/** A whole passage, without the white space around it. */
export function wholePassage(text: SourceText, passage: number): Segment | null {
  const found = text.passages[passage];
  return found ? proper(text, found.start, found.end) : null;
}

/** Whether a selection holds words of a passage: when one has gone on to another, it does not. */
export function reaches(text: SourceText, selection: Segment, passage: number): boolean {
  return text.passageAt(selection.start) <= passage && passage <= passageEndingAt(text, selection.end);
}

/** The next sentence after a selection, or the first of a passage; goes on in the next passage. */
export function nextSentence(text: SourceText, selection: Segment | null, passage: number): Segment | null {
  let unit = 0;
  if (selection) {
    passage = passageEndingAt(text, selection.end);
    unit = text.unitIn(passage, selection.end);
  }
  for (let i = Math.max(0, passage); i < text.passages.length; i++, unit = 0) {
    const found = sentenceAfter(text.passages[i]!.text, unit);
    if (found) return { start: text.pointOf(i, found[0]), end: text.pointOf(i, found[1]) };
  }
  return null;
}

/** A selection with one edge moved; the same selection when it cannot move there. */
export function moveEdge(
  text: SourceText,
  selection: Segment,
  which: "start" | "end",
  step: 1 | -1,
  by: By,
): Segment {
  const point = neighbour(text, selection[which], which, step, by);
  const moved = { ...selection, ...(point === null ? {} : { [which]: point }) };
  return moved.end > moved.start ? moved : selection;
}

function neighbour(
  text: SourceText,
  point: number,
  which: "start" | "end",
  step: 1 | -1,
  by: By,
): number | null {
  let passage = which === "end" ? passageEndingAt(text, point) : text.passageAt(point);
  let unit = text.unitIn(passage, point);
  while (text.passages[passage]) {
    const edge = nextEdge(text.passages[passage]!.text, unit, by, which, step);
    if (edge !== null) return text.pointOf(passage, edge);
    passage += step;
    unit = step === 1 ? -1 : (text.passages[passage]?.text.length ?? 0) + 1;
  }
  return null;
}

/** The passage in which a segment with this end stops; an end is excluded. */
function passageEndingAt(text: SourceText, end: number): number {
  return text.passageAt(Math.max(0, end - 1));
}

/** The nearest place of the text's passages: a start looks forwards, an end backwards. */
function edgeIn(text: SourceText, point: number, which: "start" | "end"): { passage: number; unit: number } | null {
  let passage = which === "end" ? passageEndingAt(text, point) : text.passageAt(point);
  if (which === "start") {
    while (text.passages[passage] && blankFrom(text, passage, point)) passage++;
  } else {
    while (text.passages[passage] && blankBefore(text, passage, point)) passage--;
  }
  return text.passages[passage] ? { passage, unit: text.unitIn(passage, point) } : null;
}

function blankFrom(text: SourceText, passage: number, point: number): boolean {
  return !text.passages[passage]!.text.slice(text.unitIn(passage, point)).trim();
}

function blankBefore(text: SourceText, passage: number, point: number): boolean {
  return !text.passages[passage]!.text.slice(0, text.unitIn(passage, point)).trim();
}
