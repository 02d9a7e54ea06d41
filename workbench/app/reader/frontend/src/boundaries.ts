/**
 * Where a selection may begin and end: graphemes, words and sentences of one passage.
 * Long passages are looked at through a window, so that a text of one line stays quick.
 */

export type Span = [from: number, to: number];
export type By = "character" | "word" | "sentence";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });
const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
type Walk = [segmenter: Intl.Segmenter, reach: number];
const WALKS: Record<By, Walk> = {
  character: [graphemes, 256],
  word: [words, 512],
  sentence: [sentences, 4000],
};

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
  for (const [start, end] of spans(text, unit, "sentence")) if (end > unit) return [start, end];
  return null;
}

/**
 * The next edge of a word, sentence or character; null where the text has none on that side.
 *
 * @param which whether the edge looked for begins or ends something.
 */
export function nextEdge(text: string, unit: number, by: By, which: "start" | "end", step: 1 | -1): number | null {
  let found: number | null = null;
  for (const span of spans(text, unit, by)) {
    const edge = which === "start" ? span[0] : span[1];
    if (step === 1 && edge > unit) return edge;
    if (step === -1 && edge < unit) found = edge;
  }
  return found;
}

/** The edge of the word or sentence that holds a character; null where none does. */
export function edgeAround(text: string, unit: number, by: By, which: "start" | "end"): number | null {
  for (const [start, end] of spans(text, unit, by)) if (start <= unit && unit < end) return which === "start" ? start : end;
  return null;
}

function* spans(text: string, unit: number, by: By): Generator<Span> {
  for (const [from, to, isWord] of segments(...WALKS[by], text, unit)) {
    const [start, end] = by === "character" ? [from, to] : trim(text, from, to);
    if (end > start && (isWord || by !== "word")) yield [start, end];
  }
}

function graphemeEdge(text: string, unit: number, side: 0 | 1): number {
  if (unit <= 0 || unit >= text.length) return unit;
  for (const [from, to] of segments(...WALKS.character, text, unit)) {
    if (from < unit && unit < to) return side === 0 ? from : to;
    if (from >= unit) break;
  }
  return unit;
}

function* segments(
  segmenter: Intl.Segmenter,
  reach: number,
  text: string,
  around: number,
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
