import type { Attributes } from '../../contracts/product-event.ts';

/** What may be asked of any page: of a recommender or a feed. */
export interface PageInput {
  /** What is known of the moment: country, device, ... */
  readonly context?: Attributes;
  /** Items on the page; 20. */
  readonly k?: number;
  /** Of the page before. */
  readonly cursor?: string;
  /** Say of each item why it is there. */
  readonly explain?: boolean;
  /** Say of these items why they are not there. */
  readonly why?: readonly string[];
}

/** What any page tells besides what it shows. */
export interface PageAnswer {
  /** Names the page: for replay, and as "requestId" of the events that follow from it. */
  readonly id: string;
  readonly version: number;
  /** For the next page; null where there is none. */
  readonly cursor: string | null;
  /** Why the page is a plain one: "late", "failed"; absent = it is what the version gives. */
  readonly degraded?: string;
}
