/**
 * What is drawn as one block: a passage, or a part of a very long one. A text of two megabytes in
 * one line becomes hundreds of rows that the browser lays out only when they come into view.
 */

import { lastAtOrBefore, type Segment, type SourceText } from "./text";

export interface Row {
  passage: number;
  /** Units of the passage. */
  from: number;
  to: number;
  /** Code points of the whole text. */
  start: number;
  end: number;
  /** True for the first row of its passage. */
  opens: boolean;
}

/** A part of one row, in units of its passage. */
export interface RowPiece {
  row: number;
  from: number;
  to: number;
}

export const LONGEST_ROW = 5000;

export function rowsOf(text: SourceText): Row[] {
  const rows: Row[] = [];
  text.passages.forEach((passage, index) => {
    let from = 0;
    do {
      const to = cut(passage.text, from);
      rows.push({
        passage: index,
        from,
        to,
        start: text.pointOf(index, from),
        end: text.pointOf(index, to),
        opens: from === 0,
      });
      from = to;
    } while (from < passage.text.length);
  });
  return rows;
}

/** The rows that a segment touches, with the part of each. */
export function rowPieces(text: SourceText, rows: readonly Row[], segment: Segment): RowPiece[] {
  const found: RowPiece[] = [];
  for (let i = lastAtOrBefore(rows, segment.start); i < rows.length; i++) {
    const row = rows[i]!;
    if (row.start >= segment.end) break;
    const from = Math.max(row.from, text.unitIn(row.passage, segment.start));
    const to = Math.min(row.to, text.unitIn(row.passage, segment.end));
    if (to > from) found.push({ row: i, from, to });
  }
  return found;
}

/** Where a row ends: behind the last white space that fits, never within a surrogate pair. */
function cut(text: string, from: number): number {
  if (text.length - from <= LONGEST_ROW) return text.length;
  const limit = from + LONGEST_ROW;
  const stretch = text.slice(limit - 1000, limit);
  const line = stretch.lastIndexOf("\n");
  const space = line >= 0 ? line : stretch.search(/\s\S*$/);
  if (space >= 0) return limit - 1000 + space + 1;
  const low = text.charCodeAt(limit);
  return low >= 0xdc00 && low <= 0xdfff ? limit - 1 : limit;
}
