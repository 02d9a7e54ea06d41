import { describe, expect, it } from "vitest";

import { type Coding, type CodingRow } from "../src/codings";
import { carriedOf, choiceOn, codingOn, facetKeys, facetsFrom, facetWords, toggled, valueNames, type FacetRow } from "../src/facets";
import { type KeyPress } from "../src/keys";
import { Reading, type Patch } from "../src/reading";

const ROWS: FacetRow[] = [
  ["d", "Direction", true, [["up", "raises", "U"], ["down", "protects", "D"]]],
  ["s", "Stance", false, [["paper", "on paper", "q"], ["wanted", "wanted", ""]]],
];
const FACETS = facetsFrom(ROWS);
const [DIRECTION, STANCE] = FACETS as [(typeof FACETS)[0], (typeof FACETS)[0]];

const coding = (id: string, facets: string[], start = 0, end = 5): Coding =>
  ({ id, start, end, code: "c", coder: "anna", facets });
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
const pick = (facet: typeof DIRECTION, at: number) => ({ facet, value: facet.values[at]! });

describe("a facet's key", () => {
  it("means its value, as it is written or under Caps Lock", () => {
    expect(choiceOn(FACETS, press("U", { shiftKey: true }))?.value.id).toBe("up");
    expect(choiceOn(FACETS, press("q"))?.value.id).toBe("paper");
    expect(choiceOn(FACETS, press("Q"))?.value.id).toBe("paper");
    expect(choiceOn(FACETS, press("Q", { shiftKey: true }))).toBeUndefined();
  });

  it("means nothing together with Ctrl, Alt or the Windows key", () => {
    for (const held of ["ctrlKey", "altKey", "metaKey"]) {
      expect(choiceOn(FACETS, press("U", { [held]: true }))).toBeUndefined();
    }
  });

  it("is listed with its value where there is one", () => {
    expect(facetKeys(FACETS)).toEqual([["U", "Direction: raises"], ["D", "Direction: protects"], ["q", "Stance: on paper"]]);
  });
});

describe("a value", () => {
  it("joins others where several are taken, in the facet's order", () => {
    expect(toggled(pick(DIRECTION, 0), coding("1", ["down"]))).toEqual(["up", "down"]);
    expect(toggled(pick(DIRECTION, 1), coding("1", ["up", "down"]))).toEqual(["up"]);
  });

  it("replaces the other one where one is taken", () => {
    expect(toggled(pick(STANCE, 1), coding("1", ["paper", "up"]))).toEqual(["wanted"]);
    expect(toggled(pick(STANCE, 1), coding("1", ["wanted"]))).toEqual([]);
  });

  it("is told by name, and not at all when the study has it no more", () => {
    const one = coding("1", ["wanted", "gone", "down", "up"]);
    expect(facetWords(FACETS, one)).toBe("Direction: raises, protects; Stance: wanted");
    expect(valueNames(FACETS, one)).toEqual(["raises", "protects", "wanted"]);
    expect(carriedOf(STANCE, one)).toEqual(["wanted"]);
  });
});

describe("a key without a chosen coding", () => {
  const all = [coding("1", [], 0, 5), coding("2", [], 0, 5), coding("3", [], 2, 5)];

  it("is for the coding just made on the selection", () => {
    expect(codingOn(all, { start: 0, end: 5 }, "2")?.id).toBe("2");
  });

  it("is for the only coding there, and for none of several", () => {
    expect(codingOn(all, { start: 2, end: 5 }, null)?.id).toBe("3");
    expect(codingOn(all, { start: 0, end: 5 }, "3")).toBeUndefined();
    expect(codingOn(all, { start: 1, end: 2 }, "1")).toBeUndefined();
  });
});

describe("facets of a reading", () => {
  const patch = (seq: number, more: Partial<Patch> = {}): Patch =>
    ({ since: seq, seq, upsert: [], removed: [], answers: null, acks: [], refused: [], ...more });
  const row = (facets?: string[]): CodingRow => ["1", 0, 3, "c", "anna", ...(facets ? [facets] : [])] as CodingRow;

  function reading(facets?: string[]): Reading {
    const book = new Reading({
      role: "transcript", source: "s", version: 1, seq: 10, file: "1",
      passages: [["", "one two", "turn", "INT", null]], tail: "", codings: [row(facets)],
    }, () => 0);
    book.takeFacets(ROWS, 10);
    return book;
  }

  const op = { kind: "facet" as const, coding: "1", facet: "d", values: ["up"], base: [] as string[] };

  it("show at once, and stay when the project has answered", () => {
    const book = reading(["wanted"]);
    const { op: sent, news } = book.act(op);
    expect(news.changes).toHaveLength(1);
    expect(book.codings.get("1")?.facets).toEqual(["wanted", "up"]);
    const answer = book.take(patch(11, { answers: 1, acks: [sent.op], upsert: [row(["up", "wanted"])] }), null, []);
    expect(answer.changes).toEqual([]);
  });

  it("go when they are refused", () => {
    const book = reading();
    const { op: sent } = book.act(op);
    const news = book.take(patch(10, { answers: 1, refused: [[sent.op, "No."]] }), null, []);
    expect(news.changes).toHaveLength(1);
    expect(book.codings.get("1")?.facets).toEqual([]);
  });

  it("are set on a coding that is still on its way", () => {
    const book = reading();
    book.act({ kind: "apply", coding: "2", start: 4, end: 7, words: "two", code: "c", in_vivo: false });
    book.act({ ...op, coding: "2" });
    expect(book.codings.get("2")?.facets).toEqual(["up"]);
  });

  it("are drawn anew only when the study's are others", () => {
    const book = reading();
    expect(book.takeFacets(ROWS, 10)).toBe(false);
    expect(book.takeFacets(ROWS.slice(1), 9)).toBe(false);
    expect(book.takeFacets(ROWS.slice(1), 11)).toBe(true);
    expect(book.facets.map(({ id }) => id)).toEqual(["s"]);
  });
});
