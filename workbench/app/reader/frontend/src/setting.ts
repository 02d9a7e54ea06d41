/** Setting facets by key: which coding a key is for, and what is said when there is none. */

import { codingOn, type Choice } from "./facets";
import type { Coding, Codings } from "./codings";
import type { Surface } from "./surface";

/**
 * Give a facet value to the coding at hand, or take it off.
 *
 * @param card the coding whose card is open, if one is.
 */
export function setFacet(surface: Surface, choice: Choice, card: string | undefined): void {
  const { acts, reading, toast } = surface;
  const coding = codingAtHand(surface, reading.codings, card);
  if (coding) return acts.facet(coding, choice);
  const why = reading.selection ? "Not one coding stands on exactly these words." : "No coding is chosen.";
  toast.tell(`${why} Press e and choose one in the margin, then ${choice.value.key}.`);
}

/** The coding of the card, of the stripe with the focus, or on the selection. */
function codingAtHand({ acts, reading, stripes }: Surface, codings: Codings, card: string | undefined): Coding | undefined {
  const chosen = card ?? stripes.focused?.id;
  if (chosen !== undefined) return codings.get(chosen);
  return reading.selection ? codingOn(codings.all(), reading.selection, acts.made) : undefined;
}
