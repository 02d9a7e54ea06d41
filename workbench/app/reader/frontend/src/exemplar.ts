/** Letting a passage stand on a code's card: which code, then what the passage shows of it. */

import { UNSELECTED } from "./acts";
import { openMenu } from "./menu";
import type { Exemplar } from "./ops";
import { openPalette } from "./palette";
import type { Surface } from "./surface";
import { choices } from "./tending";
import type { Segment } from "./text";

const SHOWS: readonly (readonly [label: string, shown: Exemplar])[] = [
  ["Typical of it", "typical"],
  ["Atypical, and still it", "atypical"],
  ["Close, but no", "close but no"],
];

/** Ask what a passage shows of a code, and put it on the code's card. */
export function askWhatItShows(surface: Surface, code: string, segment: Segment, anchor: DOMRect): void {
  const label = `What these words show of ${surface.reading.path(code)}`;
  const items = SHOWS.map(([name, shown]) => ({ label: name, run: () => surface.acts.exemplar(code, shown, segment) }));
  openMenu(surface.root, anchor, label, items);
}

/** Ask which code the selection is to show, then what of it. */
export function askExemplar(surface: Surface, left: () => void): void {
  const segment = surface.reading.selection;
  if (!segment) return surface.toast.tell(UNSELECTED);
  const anchor = surface.rectOf(segment);
  openPalette(surface.root, anchor, {
    label: "The code that these words show",
    hint: "Enter chooses the code · Esc leaves",
    choices: choices(surface.reading, new Set()),
    recents: surface.memory.now.recents,
    take: (code) => askWhatItShows(surface, code, segment, anchor),
  }, left);
}
