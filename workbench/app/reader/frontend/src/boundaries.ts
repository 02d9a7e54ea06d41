/**
 * Where a selection may begin and end: graphemes, words and sentences of one passage.
 * Long passages are looked at through a window, so that a text of one line stays quick.
 */

export type Span = [from: number, to: number];

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });
const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
const GRAPHEME_REACH = 256;
const WORD_REACH = 512;
const SENTENCE_REACH = 4000;

/** Widen a span so that it never cuts a character as people see it. */
export function snap(text: string, from: number, to: number): Span {
  return [graphemeEdge(text, from, 0), graphemeEdge(text, to, 1)];
}

/** Narrow a span to what is not white space. */
export function trim(text: string, from: number, to: number): Span {
  while (from < to && /\s/.test(text[from]!)) from++;
  while (to > from && /\s/.test(text[to - 1]!)) to--;
  return [from, to];
}

/** The first sentence that ends after a position, without the white space around it. */
export function sentenceAfter(text: string, unit: number): Span | null {
  for (const [from, to] of segments(sentences, text, unit, SENTENCE_REACH)) {
    const [start, end] = trim(text, from, to);
    if (end > unit && end > start) return [start, end];
  }
  return null;
}

/** The start of the last sentence that begins before a position. */
export function sentenceBefore(text: string, unit: number): number | null {
  let found: number | null = null;
  for (const [from, to] of segments(sentences, text, unit, SENTENCE_REACH)) {
    const [start, end] = trim(text, from, to);
    if (end > start && start < unit) found = start;
  }
  return found;
}

/** The end of the first word that ends after a position. */
export function wordEndAfter(text: string, unit: number): number | null {
  for (const [, to, isWord] of segments(words, text, unit, WORD_REACH)) if (isWord && to > unit) return to;
  return unit < text.length ? Math.min(text.length, unit + WORD_REACH) : null;
}

/** The start of the last word that starts before a position. */
export function wordStartBefore(text: string, unit: number): number | null {
  let found: number | null = null;
  for (const [from, , isWord] of segments(words, text, unit, WORD_REACH)) {
    if (isWord && from < unit) found = from;
  }
  return found ?? (unit > 0 ? Math.max(0, unit - WORD_REACH) : null);
}

/** The neighbouring grapheme's far edge; null at the end of the text. */
export function graphemeBeside(text: string, unit: number, step: 1 | -1): number | null {
  const next = unit + step;
  if (next < 0 || next > text.length) return null;
  return graphemeEdge(text, next, step === 1 ? 1 : 0);
}

function graphemeEdge(text: string, unit: number, side: 0 | 1): number {
  if (unit <= 0 || unit >= text.length) return unit;
  for (const [from, to] of segments(graphemes, text, unit, GRAPHEME_REACH)) {
    if (from < unit && unit < to) return side === 0 ? from : to;
    if (from >= unit) break;
  }
  return unit;
}

function* segments(
  segmenter: Intl.Segmenter,
  text: string,
  around: number,
  reach: number,
): Generator<[number, number, boolean]> {
  const from = windowEdge(text, around - reach, -1);
  const to = windowEdge(text, around + reach, 1);
  // A lone newline is a wrapped line, not the end of a sentence; same length, so places hold.
  const unwrapped = text.slice(from, to).replace(/(?<!\n)\n(?!\n)/g, " ");
  for (const { index, segment, isWordLike } of segmenter.segment(unwrapped)) {
    yield [from + index, from + index + segment.length, isWordLike ?? false];
  }
}

/** Move an edge outwards to the nearest white space, so that no word is cut by the window. */
function windowEdge(text: string, at: number, step: 1 | -1): number {
  let edge = Math.max(0, Math.min(at, text.length));
  for (let i = 0; i < 200 && edge > 0 && edge < text.length && !/\s/.test(text[edge]!); i++) edge += step;
  const low = text.charCodeAt(edge);
  return low >= 0xdc00 && low <= 0xdfff ? edge + step : edge;
}
