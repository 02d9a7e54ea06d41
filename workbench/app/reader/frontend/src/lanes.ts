/** Lanes of the margin: codings that overlap stand side by side. */

import type { Segment } from "./text";

export interface Placed extends Segment {
  id: string;
}

export const LANES = 10;

/** Give each coding the first lane that is free where it starts; earlier and longer ones go left. */
export function assignLanes(codings: Iterable<Placed>): Map<string, number> {
  const inOrder = [...codings].sort(
    (a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1),
  );
  const ends: number[] = [];
  const lanes = new Map<string, number>();
  for (const { id, start, end } of inOrder) {
    let lane = ends.findIndex((taken) => taken <= start);
    if (lane < 0) lane = ends.push(0) - 1;
    ends[lane] = end;
    lanes.set(id, lane);
  }
  return lanes;
}

/** The first lane that none of the neighbours overlapping this coding has taken. */
export function freeLane(
  coding: Placed,
  neighbours: Iterable<Placed>,
  lanes: ReadonlyMap<string, number>,
): number {
  const taken = new Set<number>();
  for (const other of neighbours) {
    if (other.id === coding.id || other.end <= coding.start || coding.end <= other.start) continue;
    taken.add(lanes.get(other.id) ?? 0);
  }
  let lane = 0;
  while (taken.has(lane)) lane++;
  return lane;
}
