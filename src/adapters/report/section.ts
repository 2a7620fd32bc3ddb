import type { Html, Part } from './html.ts';

/** A chapter of the report. */
export interface Section {
  /** For links to it. */
  readonly id: string;
  readonly title: string;
  /** What it comes to, in a sentence or two. */
  readonly lead: Part;
  readonly body: Html;
}
