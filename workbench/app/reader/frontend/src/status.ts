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
  /** Whose acts wait for them, a sentence each. */
  waiting: readonly string[];
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

export interface OnSecond {
  toggle(): void;
  why(): void;
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
  private readonly suggesting: HTMLElement;
  private readonly none: HTMLElement;

  constructor(on: OnStatus, second: OnSecond) {
    const button = (text: string, label: string, run: () => void): HTMLElement =>
      h("button", { type: "button", "aria-label": label, title: label, onclick: run }, text);
    this.snapping = h("button", { type: "button", onclick: () => on.snap() });
    this.suggesting = h("button", { type: "button", onclick: () => second.toggle() });
    this.none = button("why none?", "Why no code is suggested here", () => second.why());
    this.element = h(
      "footer",
      { class: "status" },
      button("Codebook", "Show or hide the codebook", on.panel),
      this.line,
      this.suggesting,
      this.none,
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

  /** Say whether codes are suggested. */
  suggests(on: boolean): void {
    this.suggesting.textContent = `Suggestions: ${on ? "on" : "off"}`;
    this.suggesting.setAttribute("aria-pressed", String(on));
    this.suggesting.title = "Suggest codes after the first pass of a passage";
    this.none.hidden = !on;
  }

  say({ turn, turns, codings, saving, waiting, mode }: Standing): void {
    const where = turns ? `turn ${turn} of ${turns.toLocaleString()}` : "no turns";
    const coded = `${codings.toLocaleString()} ${codings === 1 ? "coding" : "codings"}`;
    const said = [mode ?? where, coded, saveWords(saving), ...waiting].join(" · ");
    if (this.line.textContent !== said) this.line.textContent = said;
  }
}

export function saveWords(state: SaveState): string {
  if (state.word === "saved") return "saved";
  return state.word === "saving" ? `${state.count} saving…` : `offline, ${state.count} kept`;
}
