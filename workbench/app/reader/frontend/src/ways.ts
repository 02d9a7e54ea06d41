/** Ways out of the reader: to more like some words, and back to all that rests on a coding. */

import { UNSELECTED } from "./acts";
import type { Coding } from "./codings";
import type { Surface } from "./surface";

/** Where to, and what it is about: a coding, else a segment of this source. */
export interface Way {
  to: "similar" | "trace";
  coding: string | null;
  at: [start: number, end: number] | null;
}

/** Look for more like the selection, else like the coding in the margin that has the focus. */
export function moreLike(surface: Surface): void {
  const { reading, stripes, toast } = surface;
  const { selection } = reading;
  if (selection) leave(surface, { to: "similar", coding: null, at: [selection.start, selection.end] });
  else if (stripes.focused) likeCoding(surface, stripes.focused);
  else toast.tell(UNSELECTED);
}

export function likeCoding(surface: Surface, { id }: Coding): void {
  leave(surface, { to: "similar", coding: id, at: null });
}

/** See all that rests on a coding. */
export function traceBack(surface: Surface, { id }: Coding): void {
  leave(surface, { to: "trace", coding: id, at: null });
}

/** Acts go first: the next page shows the study as the person left it. */
function leave({ reading, toast }: Surface, way: Way): void {
  if (reading.outbox.pending.length) toast.tell("Your last acts are still being saved. Try again in a moment.");
  else reading.leave(way);
}
