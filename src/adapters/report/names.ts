import { type Html, html } from './html.ts';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A name or value out of the user's data, made fit for one line: control characters and marks that turn the direction
 * of writing are left out, white space is one space, and what is longer than `most` characters ends in an ellipsis.
 */
export function clipped(text: string, most = 40): string {
  // A character as people see it seldom takes more than eight code units; the rest need not be looked at.
  const head = text.slice(0, most * 8 + 8).toWellFormed();
  const line = head.replace(/\s+/g, ' ').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
  const shown: string[] = [];
  for (const { segment } of graphemes.segment(line)) {
    if (shown.length === most) return `${shown.slice(0, -1).join('').trimEnd()}…`;
    // A mark can be stacked on one letter without end.
    shown.push(segment.length > 16 ? '\ufffd' : segment);
  }
  return text.length > head.length ? `${shown.join('')}…` : shown.join('').trim() || '(empty)';
}

/** The same as markup: set apart from the direction of the text around it; the whole name (300 at most) on hover. */
export function name(text: string, most = 40): Html {
  const short = clipped(text, most);
  const whole = clipped(text, 300);
  return short === whole ? html`<bdi>${short}</bdi>` : html`<bdi title="${whole}">${short}</bdi>`;
}

/** A sentence that holds names of the user's, or that the user wrote. */
export const sentence = (text: string): Html => html`<bdi>${clipped(text, 400)}</bdi>`;
