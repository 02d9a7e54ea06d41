/**
 * Facets: small values that a coding carries beside its code. What a key means, what a coding
 * carries in words, and which coding a key is for; the card's buttons for them.
 */

import type { Coding } from "./codings";
import { h } from "./element";
import type { Action, KeyPress } from "./keys";
import type { Segment } from "./text";

export type FacetRow = [id: string, name: string, several: boolean, values: [id: string, name: string, key: string][]];

export interface FacetValue {
  id: string;
  name: string;
  /** The one character that sets it, or nothing. */
  key: string;
}

export interface Facet {
  id: string;
  name: string;
  /** Whether a coding may carry several of its values. */
  several: boolean;
  values: readonly FacetValue[];
}

/** A value and the facet it is of. */
export interface Choice {
  facet: Facet;
  value: FacetValue;
}

export function facetsFrom(rows: readonly FacetRow[]): Facet[] {
  return rows.map(([id, name, several, values]) => ({
    id,
    name,
    several,
    values: values.map(([value, called, key]) => ({ id: value, name: called, key })),
  }));
}

/** The value that a key sets, if any does; under Caps Lock a small letter's too. */
export function choiceOn(facets: readonly Facet[], press: KeyPress): Choice | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  return withKey(facets, press.key) ?? (press.shiftKey ? undefined : withKey(facets, press.key.toLowerCase()));
}

/** What a facet's key does. */
export function facetAction(facets: readonly Facet[], press: KeyPress): Action | null {
  const choice = choiceOn(facets, press);
  return choice ? { do: "facet", choice } : null;
}

function withKey(facets: readonly Facet[], key: string): Choice | undefined {
  for (const facet of facets) {
    const value = facet.values.find((one) => one.key !== "" && one.key === key);
    if (value) return { facet, value };
  }
  return undefined;
}

/** The values of a facet that a coding carries, in the facet's order. */
export function carriedOf(facet: Facet, coding: Coding): string[] {
  return facet.values.filter(({ id }) => coding.facets.includes(id)).map(({ id }) => id);
}

/** What a coding carries of a facet once a value was given or taken off. */
export function toggled({ facet, value }: Choice, coding: Coding): string[] {
  const now = carriedOf(facet, coding);
  if (now.includes(value.id)) return now.filter((id) => id !== value.id);
  if (!facet.several) return [value.id];
  return facet.values.filter(({ id }) => id === value.id || now.includes(id)).map(({ id }) => id);
}

/** The names of the values that a coding carries: `raises strain`, `on paper`. */
export function valueNames(facets: readonly Facet[], coding: Coding): string[] {
  const values = facets.flatMap((facet) => facet.values.filter(({ id }) => coding.facets.includes(id)));
  return values.map(({ name }) => name);
}

/** What a coding carries, by facet: `Direction: raises strain; Stance: on paper`. */
export function facetWords(facets: readonly Facet[], coding: Coding): string {
  const parts = facets.flatMap((facet) => {
    const values = valueNames([facet], coding).join(", ");
    return values ? [`${facet.name}: ${values}`] : [];
  });
  return parts.join("; ");
}

/** The coding that stands on exactly these words: the one just made, else the only one. */
export function codingOn(codings: Iterable<Coding>, segment: Segment, made: string | null): Coding | undefined {
  const there = [...codings].filter(({ start, end }) => start === segment.start && end === segment.end);
  return there.find(({ id }) => id === made) ?? (there.length === 1 ? there[0] : undefined);
}

/** The list behind `?`: each key with its value. */
export function facetKeys(facets: readonly Facet[]): [keys: string, what: string][] {
  return facets.flatMap(({ name, values }) =>
    values.filter(({ key }) => key).map((value): [string, string] => [value.key, `${name}: ${value.name}`]),
  );
}

/** The buttons of a coding's card: one a value, pressed where the coding carries it. */
export class FacetButtons {
  readonly element = h("div", { class: "facets" });
  private readonly buttons = new Map<string, HTMLElement>();

  constructor(facets: readonly Facet[], toggle: (choice: Choice) => void) {
    for (const facet of facets) {
      const buttons = facet.values.map((value) => this.button({ facet, value }, toggle));
      const label = h("span", { class: "quiet" }, facet.name);
      this.element.append(h("div", { role: "group", "aria-label": facet.name }, label, ...buttons));
    }
  }

  /** Show what the coding carries now. */
  draw(coding: Coding | undefined): void {
    for (const [id, button] of this.buttons) {
      button.setAttribute("aria-pressed", String(coding?.facets.includes(id) ?? false));
    }
  }

  private button(choice: Choice, toggle: (choice: Choice) => void): HTMLElement {
    const { id, name, key } = choice.value;
    const hint = key ? [h("kbd", { "aria-hidden": "true" }, key)] : [];
    const shortcut = key ? { "aria-keyshortcuts": key === key.toLowerCase() ? key : `Shift+${key}` } : {};
    const button = h("button", { type: "button", ...shortcut, onclick: () => toggle(choice) }, name, ...hint);
    this.buttons.set(id, button);
    return button;
  }
}
