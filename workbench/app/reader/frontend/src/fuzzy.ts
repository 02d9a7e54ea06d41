/** Finding a code by a few typed letters; what was used last comes first. */

export interface Findable {
  id: string;
  name: string;
  path: string;
}

/**
 * The codes that fit what was typed, best first: whole name, start of the name, start of a word,
 * inside the name, inside the path, letters in order.
 */
export function find<T extends Findable>(
  typed: string,
  codes: readonly T[],
  recents: readonly string[],
  most = 9,
): T[] {
  const wanted = typed.trim().toLowerCase();
  const recency = new Map(recents.map((id, place) => [id, place]));
  return codes
    .map((code, place) => ({ code, place, score: score(wanted, code) }))
    .filter(({ score: fit }) => fit >= 0)
    .sort(
      (a, b) =>
        a.score - b.score ||
        (recency.get(a.code.id) ?? Infinity) - (recency.get(b.code.id) ?? Infinity) ||
        a.place - b.place,
    )
    .slice(0, most)
    .map(({ code }) => code);
}

/** Smaller is better; -1 does not fit. */
function score(wanted: string, { name, path }: Findable): number {
  if (!wanted) return 0;
  const lower = name.toLowerCase();
  if (lower === wanted) return 0;
  const at = lower.indexOf(wanted);
  if (at === 0) return 1;
  if (at > 0) return /[\p{L}\p{N}]/u.test(lower[at - 1]!) ? 3 : 2;
  const whole = path.toLowerCase();
  if (whole.includes(wanted)) return 4;
  return inOrder(wanted, whole) ? 5 : -1;
}

function inOrder(wanted: string, text: string): boolean {
  let at = -1;
  for (const letter of wanted) {
    if (letter === " ") continue;
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
