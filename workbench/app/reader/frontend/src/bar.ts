/** The acts for a selection, for hands on the mouse: a row of buttons under its last line. */

import { h } from "./element";
import type { Surface } from "./surface";
import type { Segment } from "./text";

export class SelectionBar {
  private element: HTMLElement | null = null;

  constructor(private readonly surface: Surface) {}

  hide(): void {
    this.element?.remove();
    this.element = null;
  }

  show(segment: Segment, acts: readonly (readonly [label: string, run: () => void])[]): void {
    const { root } = this.surface;
    const buttons = acts.map(([label, run]) => h("button", { type: "button", onpointerdown: (event: Event) => event.preventDefault(), onclick: run }, label));
    this.hide();
    const bar = (this.element = h("div", { class: "bar", role: "toolbar", "aria-label": "The selection" }, ...buttons));
    root.append(bar);
    const frame = root.getBoundingClientRect();
    const page = this.surface.page.scroll.getBoundingClientRect();
    const rect = this.surface.rectOf(segment);
    bar.style.maxWidth = `${page.width - 16}px`; // never over the codebook or a memo
    const size = bar.getBoundingClientRect();
    const left = Math.min(rect.right - size.width / 2, page.right - size.width - 8);
    bar.style.left = `${Math.max(page.left + 8, left) - frame.left}px`;
    bar.style.top = `${Math.min(rect.bottom - frame.top + 8, frame.height - size.height - 48)}px`;
  }
}
