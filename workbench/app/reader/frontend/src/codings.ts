/**
 * The codings of one source: what the project holds, and over it what the person did that is
 * still on its way. When the project answers, the view is folded anew from both, so a refused act
 * goes away by itself and an accepted one does not flicker.
 */

import { assignLanes, freeLane } from "./lanes";
import type { Op } from "./ops";
import { rowPieces, type Row } from "./rows";
import type { Segment, SourceText } from "./text";

export type CodingRow = [id: string, start: number, end: number, code: string, coder: string, facets?: string[]];

export interface Coding extends Segment {
  id: string;
  code: string;
  coder: string;
  /** The facet values it carries, those that the study no longer shows too. */
  facets: readonly string[];
}

/** A coding that looks different now; either side is missing when it came or went. */
export interface Change {
  before: Coding | undefined;
  after: Coding | undefined;
}

export class Codings {
  readonly lanes: Map<string, number>;
  private readonly held = new Map<string, Coding>();
  private readonly view: Map<string, Coding>;
  private readonly inRow: Set<string>[];

  constructor(
    private readonly text: SourceText,
    private readonly rows: readonly Row[],
    codings: readonly CodingRow[],
    private readonly me: () => string,
  ) {
    for (const row of codings) this.held.set(row[0], fromRow(row));
    this.view = new Map(this.held);
    this.inRow = rows.map(() => new Set());
    this.lanes = assignLanes(this.view.values());
    for (const coding of this.view.values()) this.index(coding);
  }

  get size(): number {
    return this.view.size;
  }

  get(id: string): Coding | undefined {
    return this.view.get(id);
  }

  all(): Iterable<Coding> {
    return this.view.values();
  }

  /** The codings that touch a row, earlier and longer ones first. */
  ofRow(row: number): Coding[] {
    const found = [...(this.inRow[row] ?? [])].map((id) => this.view.get(id)!);
    return found.sort((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1));
  }

  /** The codings that share a character with a segment. */
  touching(segment: Segment): Coding[] {
    const found = new Set(this.rowsTouched(segment).flatMap((row) => this.ofRow(row)));
    return [...found].filter((c) => c.start < segment.end && c.end > segment.start);
  }

  /** The coding that already says exactly this, if there is one. */
  same(segment: Segment, code: string, coder: string): Coding | undefined {
    const row = rowPieces(this.text, this.rows, segment)[0]?.row ?? 0;
    return this.ofRow(row).find(
      (c) => c.start === segment.start && c.end === segment.end && c.code === code && c.coder === coder,
    );
  }

  /** Codings of a code, with or without what is still on its way. */
  countByCode(which: "held" | "view"): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { code } of this[which].values()) counts.set(code, (counts.get(code) ?? 0) + 1);
    return counts;
  }

  heldIds(): Iterable<string> {
    return this.held.keys();
  }

  /** Take what the project holds now; the view changes with the next `fold`. */
  hold(upsert: readonly CodingRow[], removed: readonly string[]): Set<string> {
    for (const row of upsert) this.held.set(row[0], fromRow(row));
    for (const id of removed) this.held.delete(id);
    return new Set([...upsert.map((row) => row[0]), ...removed]);
  }

  /** The codings that an act may change. */
  touchedBy(op: Op): string[] {
    switch (op.kind) {
      case "apply":
      case "recode":
      case "resize":
      case "remove":
      case "facet":
        return [op.coding];
      case "merge_codes":
        return this.withCode(new Set(op.into_it));
      case "delete_code":
        return this.withCode(new Set([op.code]));
      default:
        return [];
    }
  }

  /** Work out anew how these codings look under the acts on their way. */
  fold(ids: Iterable<string>, pending: readonly Op[]): Change[] {
    const changes: Change[] = [];
    for (const id of new Set(ids)) {
      const before = this.view.get(id);
      const after = pending.reduce<Coding | undefined>(
        (coding, op) => under(coding, id, op, this.me()),
        this.held.get(id),
      );
      if (alike(before, after)) continue;
      if (before) this.drop(before);
      if (after) this.put(after);
      changes.push({ before, after });
    }
    return changes;
  }

  private withCode(codes: ReadonlySet<string>): string[] {
    const ids = new Set<string>();
    for (const map of [this.held, this.view]) {
      for (const { id, code } of map.values()) if (codes.has(code)) ids.add(id);
    }
    return [...ids];
  }

  private put(coding: Coding): void {
    const neighbours = new Set<Coding>();
    for (const row of this.rowsTouched(coding)) for (const other of this.ofRow(row)) neighbours.add(other);
    this.lanes.set(coding.id, freeLane(coding, neighbours, this.lanes));
    this.view.set(coding.id, coding);
    this.index(coding);
  }

  private drop(coding: Coding): void {
    for (const row of this.rowsTouched(coding)) this.inRow[row]?.delete(coding.id);
    this.view.delete(coding.id);
    this.lanes.delete(coding.id);
  }

  private index(coding: Coding): void {
    for (const row of this.rowsTouched(coding)) this.inRow[row]?.add(coding.id);
  }

  private rowsTouched(segment: Segment): number[] {
    return rowPieces(this.text, this.rows, segment).map((piece) => piece.row);
  }
}

/** How a coding looks after an act. */
function under(coding: Coding | undefined, id: string, op: Op, me: string): Coding | undefined {
  switch (op.kind) {
    case "apply":
      if (op.coding !== id || coding) return coding;
      return { id, start: op.start, end: op.end, code: op.code, coder: me, facets: [] };
    case "recode":
      return coding && op.coding === id ? { ...coding, code: op.code } : coding;
    case "resize":
      return coding && op.coding === id ? { ...coding, start: op.start, end: op.end } : coding;
    case "remove":
      return op.coding === id ? undefined : coding;
    case "facet":
      return coding && op.coding === id ? { ...coding, facets: withValues(coding.facets, op) } : coding;
    case "merge_codes":
      return coding && op.into_it.includes(coding.code) ? { ...coding, code: op.keep } : coding;
    case "delete_code":
      return coding?.code === op.code ? undefined : coding;
    default:
      return coding;
  }
}

function withValues(facets: readonly string[], { values, base }: { values: string[]; base: string[] }): string[] {
  return [...facets.filter((id) => !base.includes(id) && !values.includes(id)), ...values];
}

function fromRow([id, start, end, code, coder, facets = []]: CodingRow): Coding {
  return { id, start, end, code, coder, facets };
}

function alike(a: Coding | undefined, b: Coding | undefined): boolean {
  if (!a || !b) return a === b;
  const carries = ({ facets }: Coding): string => [...facets].sort().join();
  if (carries(a) !== carries(b)) return false;
  return a.start === b.start && a.end === b.end && a.code === b.code && a.coder === b.coder;
}
