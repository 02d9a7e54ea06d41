/**
 * The source's text and its positions. Outside the browser a position is a code point of the whole
 * text; inside it is a UTF-16 unit of one passage. Everything that converts between them is here.
 */

export type PassageKind = "turn" | "head" | "foot" | "direction" | "unassigned";

/** As it comes over the wire: the text since the last passage, then the passage. */
export type PassageRow = [
  gap: string,
  text: string,
  kind: PassageKind,
  speaker: string | null,
  beginsMs: number | null,
];

/** A stretch of the whole text in code points, end excluded. */
export interface Segment {
  start: number;
  end: number;
}

export interface Passage {
  text: string;
  kind: PassageKind;
  speaker: string | null;
  beginsMs: number | null;
  start: number;
  end: number;
  ruler: Ruler;
  wholeUnit: number;
}

/** A piece of one passage, in UTF-16 units of that passage. */
export interface Piece {
  passage: number;
  from: number;
  to: number;
}

/** Converts between code points and UTF-16 units of one string; identity without astral characters. */
export class Ruler {
  readonly points: number;
  private readonly pairs: number[];

  constructor(text: string) {
    this.pairs = [];
    if (/[\ud800-\udbff]/.test(text)) {
      for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) this.pairs.push(match.index);
    }
    this.points = text.length - this.pairs.length;
  }

  toPoint(unit: number): number {
    return unit - count(this.pairs, (high) => high <= unit - 2);
  }

  toUnit(point: number): number {
    return point + count(this.pairs, (high, index) => high - index < point);
  }
}

/** How many leading items fit; they are in ascending order. */
function count(pairs: number[], fits: (high: number, index: number) => boolean): number {
  let low = 0;
  let high = pairs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(pairs[middle]!, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the last item that starts at or before the position; 0 when none does. */
export function lastAtOrBefore(items: readonly { start: number }[], position: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.start <= position) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** The whole text of a source with its passages. */
export class SourceText {
  readonly passages: Passage[] = [];
  readonly whole: string;
  readonly length: number;

  constructor(rows: readonly PassageRow[], tail: string) {
    const parts: string[] = [];
    let point = 0;
    let unit = 0;
    for (const [gap, text, kind, speaker, beginsMs] of rows) {
      point += new Ruler(gap).points;
      unit += gap.length;
      const ruler = new Ruler(text);
      const end = point + ruler.points;
      this.passages.push({ text, kind, speaker, beginsMs, start: point, end, ruler, wholeUnit: unit });
      parts.push(gap, text);
      point = end;
      unit += text.length;
    }
    parts.push(tail);
    this.whole = parts.join("");
    this.length = point + new Ruler(tail).points;
  }

  /** The exact words of a segment, labels and newlines between passages included. */
  words(segment: Segment): string {
    return this.whole.slice(this.unitOf(segment.start), this.unitOf(segment.end));
  }

  /** The passage that holds a position, or the last one before it. */
  passageAt(point: number): number {
    return lastAtOrBefore(this.passages, point);
  }

  /** A position of a passage as a position of the whole text. */
  pointOf(passage: number, unit: number): number {
    const { start, ruler, text } = this.passages[passage]!;
    return start + ruler.toPoint(Math.max(0, Math.min(unit, text.length)));
  }

  /** A position of the whole text as a unit of a passage, held within the passage. */
  unitIn(passage: number, point: number): number {
    const { start, end, ruler } = this.passages[passage]!;
    return ruler.toUnit(Math.max(start, Math.min(point, end)) - start);
  }

  /** The parts of a segment that lie in passages, in order. */
  pieces(segment: Segment): Piece[] {
    const found: Piece[] = [];
    for (let i = this.passageAt(segment.start); i < this.passages.length; i++) {
      if (this.passages[i]!.start >= segment.end) break;
      const from = this.unitIn(i, segment.start);
      const to = this.unitIn(i, segment.end);
      if (to > from) found.push({ passage: i, from, to });
    }
    return found;
  }

  private unitOf(point: number): number {
    const first = this.passages[0];
    if (!first || point < first.start) return new Ruler(this.whole.slice(0, first?.wholeUnit)).toUnit(point);
    const { start, end, ruler, wholeUnit, text } = this.passages[this.passageAt(point)]!;
    if (point <= end) return wholeUnit + ruler.toUnit(point - start);
    const after = wholeUnit + text.length;
    const gap = this.whole.slice(after, after + 2 * (point - end));
    return after + new Ruler(gap).toUnit(point - end);
  }
}
