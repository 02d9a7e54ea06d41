/** The codebook as the reader knows it: the project's list with the acts on their way over it. */

import type { Op, Pattern } from "./ops";

export type CodeRow = [
  id: string,
  name: string,
  parent: string | null,
  colour: string,
  pattern: Pattern,
  count: number,
  retired?: boolean,
];

export interface Code {
  id: string;
  name: string;
  parent: string | null;
  colour: string;
  pattern: Pattern;
  /** It keeps its codings and is not given any more. */
  retired?: boolean;
}

/** A line of the tree as it is drawn. */
export interface TreeLine {
  code: Code;
  level: number;
  /** How it is told from codes of the same name: names from the root down. */
  path: string;
  branches: boolean;
  open: boolean;
}

/** Fold the acts on their way over the project's list. */
export function foldCodes(held: readonly Code[], pending: readonly Op[]): Map<string, Code> {
  const codes = new Map(held.map((code) => [code.id, code]));
  for (const op of pending) applyTo(codes, op);
  return codes;
}

function applyTo(codes: Map<string, Code>, op: Op): void {
  switch (op.kind) {
    case "apply":
      if (op.new_code && !codes.has(op.new_code.id)) codes.set(op.new_code.id, { ...op.new_code });
      break;
    case "create_code":
      if (!codes.has(op.code)) {
        const { name, parent, colour, pattern } = op;
        codes.set(op.code, { id: op.code, name, parent, colour, pattern });
      }
      break;
    case "rename_code":
      change(codes, op.code, { name: op.name });
      break;
    case "move_code":
      change(codes, op.code, { parent: op.parent });
      break;
    case "recolour_code":
      change(codes, op.code, { colour: op.colour, pattern: op.pattern });
      break;
    case "merge_codes":
      for (const code of op.into_it) takeOut(codes, code, op.keep);
      break;
    case "delete_code":
      takeOut(codes, op.code, codes.get(op.code)?.parent ?? null);
      break;
    default:
  }
}

function change(codes: Map<string, Code>, id: string, fields: Partial<Code>): void {
  const code = codes.get(id);
  if (code) codes.set(id, { ...code, ...fields });
}

/** Take a code out; its children move to the heir. */
function takeOut(codes: Map<string, Code>, id: string, heir: string | null): void {
  if (!codes.delete(id)) return;
  for (const child of codes.values()) {
    if (child.parent === id) change(codes, child.id, { parent: child.id === heir ? null : heir });
  }
}

/** The names from the root down, in one line: `parent / child`. */
export function pathOf(codes: ReadonlyMap<string, Code>, id: string): string {
  return ancestry(codes, id)
    .map((code) => code.name)
    .join(" / ");
}

/** A code and what stands above it, the root first. */
export function ancestry(codes: ReadonlyMap<string, Code>, id: string): Code[] {
  const line: Code[] = [];
  for (let code = codes.get(id); code && !line.includes(code); code = codes.get(code.parent ?? "")) {
    line.unshift(code);
  }
  return line;
}

/** A code and all that stands below it. */
export function branch(codes: ReadonlyMap<string, Code>, id: string): Set<string> {
  const ids = new Set<string>();
  for (const code of codes.values()) {
    if (ancestry(codes, code.id).some((above) => above.id === id)) ids.add(code.id);
  }
  return ids;
}

/** The tree in the order in which it is drawn; a search keeps what fits and what it stands under. */
export function treeLines(
  codes: ReadonlyMap<string, Code>,
  closed: ReadonlySet<string>,
  search: string,
): TreeLine[] {
  const children = byParent(codes);
  const kept = search.trim() ? matching(codes, search) : null;
  const lines: TreeLine[] = [];
  const walk = (parent: string | null, level: number, above: string): void => {
    for (const code of children.get(parent) ?? []) {
      if (kept && !kept.has(code.id)) continue;
      const path = above ? `${above} / ${code.name}` : code.name;
      const branches = children.has(code.id);
      const open = branches && (kept !== null || !closed.has(code.id));
      lines.push({ code, level, path, branches, open });
      if (open) walk(code.id, level + 1, path);
    }
  };
  walk(null, 1, "");
  return lines;
}

function byParent(codes: ReadonlyMap<string, Code>): Map<string | null, Code[]> {
  const children = new Map<string | null, Code[]>();
  for (const code of codes.values()) {
    const parent = code.parent !== null && codes.has(code.parent) ? code.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), code]);
  }
  for (const siblings of children.values()) siblings.sort(byName);
  return children;
}

const inOrder = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });

function byName(a: Code, b: Code): number {
  return inOrder.compare(a.name, b.name);
}

function matching(codes: ReadonlyMap<string, Code>, search: string): Set<string> {
  const wanted = search.trim().toLowerCase();
  const kept = new Set<string>();
  for (const code of codes.values()) {
    if (!code.name.toLowerCase().includes(wanted)) continue;
    for (const above of ancestry(codes, code.id)) kept.add(above.id);
  }
  return kept;
}
