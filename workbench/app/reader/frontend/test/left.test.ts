import { beforeEach, describe, expect, it, vi } from "vitest";
import { leaveActs, takeActs } from "../src/left";
import type { Op } from "../src/ops";

const TEXT = "We had words, she said.";
const words = ({ start, end }: { start: number; end: number }) => TEXT.slice(start, end);
const code = { id: "c", name: "had words", parent: null, colour: "#000", pattern: "plain" as const };
const ACTS: Op[] = [
  { op: "1", kind: "apply", coding: "k", start: 3, end: 12, words: "had words", code: "c", in_vivo: true, new_code: code },
  { op: "2", kind: "flag", flag: "f", start: 14, end: 22, words: "she said" },
];
const stored = new Map<string, string>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
});

describe("acts that were not saved when the page was left", () => {
  it("come back whole and once, also from two windows, and no word of the text lies there meanwhile", () => {
    leaveActs("s Ana", "1", ACTS.slice(0, 1));
    leaveActs("s Ana", "1", ACTS.slice(1));
    expect(JSON.stringify([...stored])).not.toMatch(/had words|she said/);
    expect(takeActs("s Ben", "1", words)).toEqual({ ops: [], lost: "" });
    expect(takeActs("s Ana", "1", words)).toEqual({ ops: ACTS, lost: "" });
    expect(takeActs("s Ana", "1", words).ops).toEqual([]);
  });

  it("are told and not sent where the text is another", () => {
    leaveActs("s", "1", [...ACTS, { ...ACTS[0]!, op: "3" }]);
    expect(takeActs("s", "2", words)).toEqual({ ops: [], lost: "This page was left before it was known to be saved: 2 codings, 1 flag. See whether it is there." });
  });

  it("go with their undo; one of something else is told, for it would meet another act", () => {
    leaveActs("s", "1", [{ op: "0", kind: "undo" }, { op: "9", kind: "undo" }, ...ACTS, { op: "3", kind: "undo" }, { op: "4", kind: "delete_code", code: "d" }]);
    expect(takeActs("s", "1", words)).toEqual({ ops: ACTS.slice(0, 1), lost: "This page was left before it was known to be saved: 4 other acts. See whether it is there." });
    leaveActs("s", "1", [ACTS[0]!, { op: "6", kind: "reason", of: "a", words: "because" }, { op: "7", kind: "undo" }]);
    expect(takeActs("s", "1", words)).toEqual({ ops: [], lost: "This page was left before it was known to be saved: 2 other acts. See whether it is there." });
    leaveActs("s", "1", [{ op: "5", kind: "write_memo", memo: "m", title: "", body: "x", links: "", visibility: "private", label: "" }]);
    expect(stored.size).toBe(0); // a memo has its draft
  });
});
