import { describe, expect, it } from "vitest";

import { actionFor, KEYS, type KeyPress } from "../src/keys";
import { newId, type Op } from "../src/ops";
import { Reading } from "../src/reading";
import { foldMarks, touched } from "../src/readmarks";
import { isPassed } from "../src/second";
import { SourceText } from "../src/text";

const ROWS = [
  ["", "One, two", "turn", "INT", null],
  ["\n", "Three 😀 four", "turn", "P07", null],
  ["\n", "Five", "turn", "P07", null],
] as [string, string, "turn", string, null][];
const { passages } = new SourceText(ROWS, "");

const marking = (kind: "mark_read" | "unmark_read", start: number, end: number): Op => ({ op: newId(), kind, start, end });
const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe("marks of what was read", () => {
  it("stand on every passage that an act touches, as the project will say", () => {
    expect([...foldMarks([], passages, [marking("mark_read", 7, 10)])]).toEqual([0, 9]);
    expect([...foldMarks([[0, 8]], passages, [marking("mark_read", 22, 26), marking("unmark_read", 0, 1)])]).toEqual([22]);
    expect(touched(passages, { start: 8, end: 9 })).toEqual([]);
  });

  it("make a first pass, as codings of one's own do", () => {
    const reading = new Reading({ role: "transcript", source: "s", version: 1, seq: 1, file: "", passages: ROWS, tail: "", codings: [["c", 9, 12, "k", "ana"], ["d", 22, 24, "k", "ben"]] }, () => 0);
    reading.me = "ana";
    const turns = () => passages.map((turn) => isPassed(reading, turn));
    expect(turns()).toEqual([false, true, false]);
    reading.takeMarks([[22, 26]]);
    expect(turns()).toEqual([false, true, true]);
    expect(reading.act({ kind: "unmark_read", start: 22, end: 26 }).news.refused).toEqual([]);
    expect(turns()).toEqual([false, true, false]);
  });
});

describe("keys of the first pass and of the second reader", () => {
  it("mark, and answer by number whatever the layout's sign there is", () => {
    expect(actionFor(press("v"), true)).toEqual({ do: "mark-read", what: "turn" });
    expect(actionFor(press("V", { shiftKey: true }), false)).toEqual({ do: "mark-read", what: "up to here" });
    expect(actionFor(press("¡", { altKey: true, code: "Digit1" }), true)).toEqual({ do: "suggested", key: 1 });
    expect(actionFor(press("0", { altKey: true, code: "Digit0" }), true)).toEqual({ do: "suggested", key: 0 });
    expect(actionFor(press("4", { altKey: true, code: "Digit4" }), true)).toBeNull();
  });

  it("are told behind the question mark", () => {
    const told = KEYS.flatMap(([, keys]) => keys.map(([key]) => key));
    expect(told).toEqual(expect.arrayContaining(["v", "Shift+V", "a", "l", "Alt+1 – 3", "Alt+0", "n", "o"]));
  });
});
