// @ts-check
// What drawings have in common; it stands before each of them in one script.

/** @param {string} kind @param {Record<string, string | number>} attributes @param {string} [text] */
const svg = (kind, attributes, text = "") => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text) element.textContent = text;
  return element;
};

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * The nearest of them that way; what lies aside counts double.
 * @template {{x: number, y: number}} Spot
 * @param {Spot[]} all @param {Spot} from @param {[number, number]} way @returns {Spot | undefined}
 */
const nearest = (all, from, [dx, dy]) => {
  const far = (/** @type {Spot} */ one) => {
    const along = (one.x - from.x) * dx + (one.y - from.y) * dy;
    const aside = Math.abs((one.x - from.x) * dy) + Math.abs((one.y - from.y) * dx);
    return along > 0 ? along + 2 * aside : Infinity;
  };
  /** @type {Spot | undefined} */
  let best;
  for (const one of all) if (far(one) < (best ? far(best) : Infinity)) best = one;
  return best;
};

