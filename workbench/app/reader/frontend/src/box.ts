/** A box over the page: opens at a place, closes with Escape or a click elsewhere. */

import { focused, h } from "./element";
import { place, type Box as Rect } from "./placement";

export class Box {
  readonly element: HTMLElement;
  private readonly before: Element | null;
  private open = true;

  /** @param role and label are what people and screen readers know it by. */
  constructor(
    private readonly frame: HTMLElement,
    role: string,
    label: string,
    private readonly closed: () => void = () => {},
  ) {
    this.before = focused(frame);
    this.element = h("div", { class: `box ${role}`, role, "aria-label": label });
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      event.preventDefault();
      this.close();
    });
    document.addEventListener("pointerdown", this.outside, true);
  }

  /** Show it at a rectangle of the window. */
  show(anchor: DOMRect): void {
    this.frame.append(this.element);
    const frame = this.frame.getBoundingClientRect();
    const at: Rect = {
      left: anchor.left - frame.left,
      top: anchor.top - frame.top,
      width: anchor.width,
      height: anchor.height,
    };
    const size = this.element.getBoundingClientRect();
    const { left, top, above } = place(size, at, frame);
    this.element.style.left = `${left}px`;
    // A box above its anchor stays beside it when its content shrinks.
    if (above) this.element.style.bottom = `${frame.height - top - size.height}px`;
    else this.element.style.top = `${top}px`;
  }

  get isOpen(): boolean {
    return this.open;
  }

  /** Take it away and give the focus back, if it was inside. */
  close(): void {
    if (!this.open) return;
    this.open = false;
    const inside = this.element.contains(focused(this.frame));
    document.removeEventListener("pointerdown", this.outside, true);
    this.element.remove();
    if (inside && this.before instanceof HTMLElement && this.before.isConnected) {
      this.before.focus({ preventScroll: true });
    }
    this.closed();
  }

  private readonly outside = (event: Event): void => {
    if (!event.composedPath().includes(this.element)) this.close();
  };
}
