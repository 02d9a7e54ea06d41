import { describe, expect, it } from "vitest";

import { flagOn, foldFlags, type FlagRow } from "../src/flags";
import { newId, type Op } from "../src/ops";

const HELD: FlagRow[] = [["1", 5, 9, "a client"]];

function flag(id: string, start: number, end: number): Op {
  return { op: newId(), kind: "flag", flag: id, start, end, words: "word" };
}

describe("third-party flags", () => {
  it("show what is on its way", () => {
    const flags = foldFlags(HELD, [flag("2", 20, 24), { op: newId(), kind: "unflag", flag: "1" }]);
    expect(flags.map(({ id, start, end }) => [id, start, end])).toEqual([["2", 20, 24]]);
  });

  it("go when they are taken off before the project knew them", () => {
    const flags = foldFlags([], [flag("2", 20, 24), { op: newId(), kind: "unflag", flag: "2" }]);
    expect(flags).toEqual([]);
  });

  it("stand on exactly the selected words, or on more", () => {
    const flags = foldFlags([["wide", 0, 40, ""], ...HELD], []);
    expect(flagOn(flags, { start: 5, end: 9 })?.id).toBe("1");
    expect(flagOn(flags, { start: 6, end: 8 })?.id).toBe("wide");
    expect(flagOn(flags, { start: 30, end: 50 })).toBeUndefined();
  });
});
