/** Questions to think with while a memo is written: one at a time, only when one is asked for. */

import { h } from "./element";

export class Questions {
  readonly element = h("div", { class: "questions" });
  private at = -1;

  constructor(private readonly all: readonly string[]) {
    this.draw();
  }

  private draw(): void {
    const button = (label: string, at: number): HTMLElement =>
      h("button", { type: "button", class: "bare", onclick: () => ((this.at = at), this.draw(), this.element.querySelector("button")?.focus()) }, label);
    const question = this.all[this.at];
    if (question === undefined) this.element.replaceChildren(button("A question to think with", 0));
    else this.element.replaceChildren(h("p", { "aria-live": "polite" }, question), button("Next", (this.at + 1) % this.all.length), button("Away", -1));
  }
}
