/** Where a box opens: under what it belongs to, above where there is no room, always inside. */

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const GAP = 6;

/** Place a box at an anchor; all positions are those of the frame. */
export function place(
  size: { width: number; height: number },
  anchor: Box,
  frame: { width: number; height: number },
): { left: number; top: number; above: boolean } {
  const below = anchor.top + anchor.height + GAP;
  const above = anchor.top - size.height - GAP;
  const fitsBelow = below + size.height <= frame.height - GAP;
  const goesAbove = !fitsBelow && above >= GAP;
  return {
    left: held(anchor.left, frame.width - size.width - GAP),
    top: held(goesAbove ? above : below, frame.height - size.height - GAP),
    above: goesAbove,
  };
}

function held(value: number, most: number): number {
  return Math.max(GAP, Math.min(value, most));
}

/**
 * Tops of labels that would lie on each other: each moves down to the next free line.
 * A label that would leave the row gets none (null): its stripe still carries its name.
 */
export function placeLabels(tops: readonly number[], height: number, tall: readonly number[]): (number | null)[] {
  let free = 0;
  return tops.map((wanted, i) => {
    const top = Math.max(wanted, free);
    if (top + tall[i]! > height + 1) return null;
    free = top + tall[i]!;
    return top;
  });
}
