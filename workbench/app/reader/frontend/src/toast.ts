/** What happened, said once at the foot of the page, with Undo; it never takes the focus. */

import { h } from "./element";
import type { Said } from "./reading";

const SHORT_MS = 8000;
const ASKING_MS = 60_000;

export interface OnToast {
  undo(): void;
  redo(): void;
  reason(action: string, words: string): void;
  /** The focus was in the toast when it went. */
  left(): void;
}

export class Toast {
  readonly element = h("div", { class: "toast", role: "status", "aria-live": "polite", hidden: true });
  private timer = 0;

  constructor(private readonly on: OnToast) {
    this.element.addEventListener("pointerenter", () => window.clearTimeout(this.timer));
    this.element.addEventListener("pointerleave", () => this.later(SHORT_MS));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    });
  }

  /** Say what the project has recorded. */
  said({ sentence, asks, action }: Said, back: "undo" | "redo" | null): void {
    const parts: HTMLElement[] = [h("span", { class: "sentence" }, capital(sentence))];
    if (back) {
      const label = back === "undo" ? "Undo" : "Redo";
      parts.push(h("button", { type: "button", onclick: () => (this.hide(), this.on[back]()) }, label));
    }
    if (asks) parts.push(this.question(action));
    this.show(parts, asks ? ASKING_MS : SHORT_MS);
  }

  /** Say why nothing was done. */
  tell(sentence: string): void {
    this.show([h("span", { class: "sentence" }, sentence)], SHORT_MS);
  }

  /** Move the focus to the question, if one stands. */
  answer(): boolean {
    const input = this.element.querySelector("input");
    input?.focus();
    return input !== null;
  }

  hide(): void {
    const had = this.element.contains((this.element.getRootNode() as ShadowRoot).activeElement);
    window.clearTimeout(this.timer);
    this.element.hidden = true;
    this.element.replaceChildren();
    if (had) this.on.left();
  }

  private question(action: string): HTMLElement {
    const input = h("input", {
      type: "text",
      "aria-label": "Why? Enter passes",
      placeholder: "why? Enter passes",
      autocomplete: "off",
      onfocus: () => window.clearTimeout(this.timer),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        const words = input.value.trim();
        this.hide();
        if (words) this.on.reason(action, words);
      },
    });
    return input;
  }

  private show(parts: readonly HTMLElement[], ms: number): void {
    if (this.element.querySelector("input:focus")) return;
    this.element.hidden = false;
    this.element.replaceChildren(...parts);
    this.later(ms);
  }

  private later(ms: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.element.querySelector(":focus") || this.hide(), ms);
  }
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
