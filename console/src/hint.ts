import { signal } from '@preact/signals';

/** What a plot says of the place that is pointed at, in the window. */
export interface Hint {
  /** The first line says what it is, the others what is known of it. */
  readonly says: string;
  readonly x: number;
  readonly y: number;
  /** The plot, where a line is drawn through the place. */
  readonly along: { readonly top: number; readonly bottom: number } | null;
}

export const hint = signal<Hint | null>(null);

/** How far beside a mark one may point and still mean it, in pixels. */
const REACH = 28;

/**
 * Make the marks of plots tell what they are by pointer and by keyboard: what a plot says by SVG titles, which a browser shows
 * late and to a mouse alone, is kept at each mark for the box that all plots share.
 */
export function tellMarks(plots: Iterable<Element>): void {
  for (const plot of plots) {
    for (const title of plot.querySelectorAll('title')) {
      title.parentElement!.dataset.says = title.textContent ?? '';
      title.remove();
    }
    if (plot.querySelector('[data-says]') === null) continue;
    plot.classList.add('told');
    plot.setAttribute('tabindex', '0');
  }
}

const marksOf = (plot: Element): Element[] =>
  [...plot.querySelectorAll('[data-says]')].sort((a, b) => middleOf(a).x - middleOf(b).x);

function middleOf(mark: Element): { readonly x: number; readonly y: number } {
  const { left, right, top, bottom } = mark.getBoundingClientRect();
  return { x: (left + right) / 2, y: (top + bottom) / 2 };
}

function tell(plot: Element, mark: Element): void {
  const { x, y } = middleOf(mark);
  const { top, bottom } = plot.getBoundingClientRect();
  hint.value = { says: (mark as SVGElement).dataset.says ?? '', x, y, along: { top, bottom } };
}

/** Tell of the mark under the pointer, or of the nearest of the plot that it is over. */
export function pointAt(target: Element, x: number, y: number): void {
  const plot = target.closest('.told');
  const mark = plot && (target.closest('[data-says]') ?? nearestOf(plot, x, y));
  if (plot && mark) tell(plot, mark);
  else hush();
}

function nearestOf(plot: Element, x: number, y: number): Element | null {
  let nearest: Element | null = null;
  let least = REACH;
  for (const mark of plot.querySelectorAll('[data-says]')) {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const away = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    if (away < least) [nearest, least] = [mark, away];
  }
  return nearest;
}

/** Which mark of a plot the keyboard stands at. */
const standsAt = new WeakMap<Element, number>();

/** Move through the marks of a plot, from left to right; whether the key was one that does. */
export function stepBy(plot: Element, key: string): boolean {
  const marks = marksOf(plot);
  const now = standsAt.get(plot) ?? -1;
  const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: marks.length - 1 }[key];
  if (next === undefined) return false;
  const at = Math.min(marks.length - 1, Math.max(0, next));
  standsAt.set(plot, at);
  tell(plot, marks[at]!);
  return true;
}

export function hush(): void {
  if (hint.value !== null) hint.value = null;
}
