/** The line at the foot: where one is, how much is coded, whether it is saved; and the text's size. */

import { h } from "./element";
import type { SaveState } from "./ops";
import type { Snapping } from "./selecting";

const SNAPPING: Record<Snapping, string> = { free: "freely", word: "whole words", sentence: "whole sentences" };

export interface Standing {
  turn: number;
  turns: number;
  codings: number;
  saving: SaveState;
  /** What the keys do for the moment; null in ordinary reading. */
  mode: string | null;
}

export interface OnStatus {
  larger(): void;
  smaller(): void;
  serif(): void;
  snap(): void;
  panel(): void;
  help(): void;
}

export class Status {
  readonly element: HTMLElement;
  private readonly line = h("div", {
    role: "status",
    "aria-live": "polite",
    "aria-label": "Place and state",
    class: "standing",
  });

  private readonly snapping: HTMLElement;

  constructor(on: OnStatus) {
    const button = (text: string, label: string, run: () => void): HTMLElement =>
      h("button", { type: "button", "aria-label": label, title: label, onclick: run }, text);
    this.snapping = h("button", { type: "button", onclick: () => on.snap() });
    this.element = h(
      "footer",
      { class: "status" },
      button("Codebook", "Show or hide the codebook", on.panel),
      this.line,
      this.snapping,
      button("A−", "Smaller text", on.smaller),
      button("A+", "Larger text", on.larger),
      button("Serif", "With or without serifs", on.serif),
      button("? Keys", "List of keys", on.help),
    );
  }

  /** Say what selections made with the pointer are widened to. */
  snaps(to: Snapping): void {
    const label = `Select with the pointer ${SNAPPING[to]}; press to change`;
    this.snapping.textContent = `Select: ${SNAPPING[to]}`;
    this.snapping.setAttribute("aria-label", label);
    this.snapping.title = label;
  }

  say({ turn, turns, codings, saving, mode }: Standing): void {
    const where = turns ? `turn ${turn} of ${turns.toLocaleString()}` : "no turns";
    const coded = `${codings.toLocaleString()} ${codings === 1 ? "coding" : "codings"}`;
    const said = [mode ?? where, coded, saveWords(saving)].join(" · ");
    if (this.line.textContent !== said) this.line.textContent = said;
  }
}

export function saveWords(state: SaveState): string {
  if (state.word === "saved") return "saved";
  return state.word === "saving" ? `${state.count} saving…` : `offline, ${state.count} kept`;
}
