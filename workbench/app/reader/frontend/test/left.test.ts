import { beforeEach, describe, expect, it, vi } from "vitest";
import { Left } from "../src/left";
import type { Op } from "../src/ops";

const TEXT = "We had words, she said.";
const words = ({ start, end }: { start: number; end: number }) => TEXT.slice(start, end);
const code = { id: "c", name: "had words", parent: null, colour: "#000", pattern: "plain" as const };
const acts: Op[] = [
  { op: "1", kind: "apply", coding: "k", start: 3, end: 12, words: "had words", code: "c", in_vivo: true, new_code: code },
  { op: "2", kind: "flag", flag: "f", start: 14, end: 22, words: "she said" },
  { op: "3", kind: "reason", of: "a", words: "why not" },
];
const stored: Record<string, string> = {};

beforeEach(() => {
  for (const key of Object.keys(stored)) delete stored[key];
  const held = Object.defineProperties(stored, {
    getItem: { value: (key: string) => stored[key] ?? null, configurable: true },
    setItem: { value: (key: string, value: string) => void (stored[key] = value), configurable: true },
    removeItem: { value: (key: string) => void delete stored[key], configurable: true },
  });
  vi.stubGlobal("localStorage", held);
});

describe("acts that were not saved when the page was left", () => {
  it("come back whole for who did them, once, and no word of a participant lies there meanwhile", () => {
    new Left("s", 1, words).keep("Ana", acts);
    const lies = JSON.stringify(stored);
    expect(lies).toContain("why not");
    expect(lies).not.toMatch(/had words|she said/);
    const next = new Left("s", 1, words);
    expect(next.take("Ben")).toEqual({ ops: [], lost: 0 });
    expect(next.take("Ana")).toEqual({ ops: acts, lost: 0 });
    expect(next.take("Ana").ops).toEqual([]);
  });

  it("have no place in another version of the text", () => {
    new Left("s", 1, words).keep("Ana", acts);
    expect(new Left("s", 2, words).take("Ana")).toEqual({ ops: [acts[2]], lost: 2 });
  });

  it("are gone when they are saved, and memos are kept as drafts alone", () => {
    const left = new Left("s", 1, words);
    left.keep("Ana", acts);
    left.keep("Ana", [{ op: "4", kind: "write_memo", memo: "m", title: "", body: "x", links: "", visibility: "private", label: "" }]);
    expect(Object.keys(stored)).toEqual([]);
  });
});
