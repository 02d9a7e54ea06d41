/**
 * The margin: a stripe for each coding in its lane, names beside the stripes, and a count for what
 * does not fit into ten lanes. Rows are measured together first and written together after.
 */

import type { Code } from "./codebook";
import type { Coding } from "./codings";
import { chip, focused, h } from "./element";
import { valueNames } from "./facets";
import { LANES } from "./lanes";
import type { Page } from "./page";
import { placeLabels } from "./placement";
import type { Reading } from "./reading";

const LANE_WIDTH = 9;
const LABEL_HEIGHT = 16;

interface Measured {
  coding: Coding;
  lane: number;
  top: number;
  height: number;
  opens: boolean;
}

export interface OnStripe {
  open(coding: Coding, stripe: HTMLElement): void;
  openMany(codings: readonly Coding[], button: HTMLElement): void;
  hover(coding: Coding | null): void;
  remove(coding: Coding): void;
}

export class Stripes {
  constructor(
    private readonly page: Page,
    private readonly reading: Reading,
    private readonly on: OnStripe,
  ) {}

  draw(rows: readonly number[]): void {
    const writes = rows.map((row) => this.measure(row));
    for (const write of writes) write();
  }

  clear(rows: readonly number[]): void {
    for (const row of rows) this.page.margin(row).replaceChildren();
  }

  /** The coding whose stripe has the focus. */
  get focused(): Coding | null {
    const coding = focused(this.page.scroll)?.closest<HTMLElement>(".stripe")?.dataset["coding"];
    return (coding === undefined ? undefined : this.reading.codings.get(coding)) ?? null;
  }

  /** The stripe of a coding, where one is drawn. */
  find(coding: string): HTMLElement | null {
    return this.page.scroll.querySelector<HTMLElement>(`.stripe[data-coding="${CSS.escape(coding)}"]`);
  }

  /** Let Tab reach the stripes of one passage only; of all in view there may be hundreds. */
  reach(passage: number): void {
    for (const stripe of this.page.scroll.querySelectorAll<HTMLElement>(".margin button")) {
      const row = Number(stripe.closest<HTMLElement>(".row")!.dataset["row"]);
      stripe.tabIndex = this.reading.rows[row]?.passage === passage ? 0 : -1;
    }
  }

  private measure(row: number): () => void {
    const codings = this.reading.codings.ofRow(row);
    const margin = this.page.margin(row);
    if (!codings.length) return () => margin.firstChild && margin.replaceChildren();
    const frame = margin.getBoundingClientRect();
    const items = codings.flatMap((coding) => this.itemsOf(coding, row, frame.top));
    return () => this.write(margin, items, frame.height);
  }

  private itemsOf(coding: Coding, row: number, top: number): Measured[] {
    const piece = this.page.pieces(coding).find((found) => found.row === row);
    if (!piece) return [];
    const box = this.page.range(piece).getBoundingClientRect();
    const lane = this.reading.codings.lanes.get(coding.id) ?? 0;
    const opens = coding.start >= this.reading.rows[row]!.start;
    return [{ coding, lane, top: box.top - top, height: box.height, opens }];
  }

  private write(margin: HTMLElement, items: readonly Measured[], height: number): void {
    const drawn = items.filter(({ lane }) => lane < LANES);
    const rest = items.filter(({ lane }) => lane >= LANES);
    const lanes = Math.max(0, ...drawn.map(({ lane }) => lane + 1));
    const parts: HTMLElement[] = drawn.map((item) => this.stripe(item));
    const room = rest.length ? height - LABEL_HEIGHT : height;
    parts.push(...this.labels(drawn, lanes, room));
    if (rest.length) parts.push(this.more(rest, lanes));
    const held = focused(margin)?.closest<HTMLElement>(".stripe");
    const chosen = held && margin.contains(held) ? held.dataset["coding"] : undefined;
    margin.replaceChildren(...parts);
    if (chosen !== undefined) this.find(chosen)?.focus({ preventScroll: true });
  }

  private stripe({ coding, lane, top, height }: Measured): HTMLElement {
    const code = this.reading.codes.get(coding.code);
    const stripe = h("button", {
      type: "button",
      class: `stripe ${code?.pattern ?? "plain"}`,
      "data-coding": coding.id,
      tabindex: -1,
      title: this.reading.called(coding),
      "aria-label": `Coding ${this.reading.called(coding)}`,
      onclick: () => this.on.open(coding, stripe),
      onkeydown: (event: KeyboardEvent) => this.press(event, coding, stripe),
      onpointerenter: () => this.on.hover(coding),
      onpointerleave: () => this.on.hover(null),
      onfocus: () => this.on.hover(coding),
      onblur: () => this.on.hover(null),
    });
    stripe.style.cssText = `left:${lane * LANE_WIDTH}px;top:${top}px;height:${Math.max(12, height)}px`;
    stripe.style.setProperty("--code", code?.colour ?? "#777777");
    return stripe;
  }

  private labels(items: readonly Measured[], lanes: number, room: number): HTMLElement[] {
    const opening = items.filter(({ opens }) => opens).sort((a, b) => a.top - b.top);
    const wanted = opening.map(({ top }) => top);
    const carried = opening.map(({ coding }) => valueNames(this.reading.facets, coding));
    const place = (tall: number[]): (number | null)[] => placeLabels(wanted, room, tall);
    let tops = place(carried.map((values) => LABEL_HEIGHT * (1 + values.length)));
    const short = tops.includes(null);
    if (short) tops = place(carried.map(() => LABEL_HEIGHT));
    return opening.flatMap(({ coding }, i) => {
      const top = tops[i];
      if (top === null || top === undefined) return [];
      return [this.label(coding, top, lanes * LANE_WIDTH + 5, carried[i]!, short)];
    });
  }

  /** A code's name and under it, where there is room, each facet value on a line of its own. */
  private label(coding: Coding, top: number, left: number, carried: readonly string[], short: boolean): HTMLElement {
    const code: Code | undefined = this.reading.codes.get(coding.code);
    const label = h(
      "span",
      {
        class: "label",
        title: this.reading.called(coding),
        "aria-hidden": "true",
        onclick: () => this.on.open(coding, this.find(coding.id) ?? label),
        onpointerenter: () => this.on.hover(coding),
        onpointerleave: () => this.on.hover(null),
      },
      chip(code?.colour ?? "#777777", code?.pattern ?? "plain"),
      code?.name ?? "code not found",
      ...carried.map((value) => h(short ? "span" : "div", { class: "value" }, short ? ` ${value}` : value)),
    );
    label.style.cssText = `left:${left}px;top:${top}px`;
    return label;
  }

  private more(rest: readonly Measured[], lanes: number): HTMLElement {
    const codings = rest.map(({ coding }) => coding);
    const button = h(
      "button",
      {
        type: "button",
        class: "more",
        tabindex: -1,
        "aria-label": `${rest.length} more codings here`,
        onclick: () => this.on.openMany(codings, button),
      },
      `+${rest.length}`,
    );
    button.style.left = `${lanes * LANE_WIDTH + 4}px`;
    return button;
  }

  private press(event: KeyboardEvent, coding: Coding, stripe: HTMLElement): void {
    if (event.key === "Delete" || event.key === "Backspace") this.on.remove(coding);
    else if (event.key === "ArrowDown" || event.key === "ArrowRight") neighbour(stripe, 1)?.focus();
    else if (event.key === "ArrowUp" || event.key === "ArrowLeft") neighbour(stripe, -1)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function neighbour(stripe: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const all = [...(stripe.closest(".scroll")?.querySelectorAll<HTMLElement>(".margin button") ?? [])];
  return all[all.indexOf(stripe) + step];
}
