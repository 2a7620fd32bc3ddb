import type { FeedEdges, FeedLog } from '../../../src/contracts/feed-log.ts';
import { bareCatalogue } from '../../../src/table/catalogue.ts';

/** An event by words: at in minutes. */
export interface Told {
  readonly at: number;
  readonly reader: string;
  readonly post: string;
  readonly type: string;
  readonly value?: number;
  readonly request?: number;
  readonly position?: number;
}

const NO_EDGES: FeedEdges = {
  from: new Int32Array(0),
  to: new Int32Array(0),
  since: new Float64Array(0),
  closeness: new Float32Array(0),
};

/** A log of these events, in their order, of bare posts and readers. */
export function toldLog(events: readonly Told[]): FeedLog {
  const ids = (of: (e: Told) => string): string[] => [...new Set(events.map(of))].sort();
  const [readers, posts, types] = [ids((e) => e.reader), ids((e) => e.post), ids((e) => e.type)];
  return {
    readers,
    posts,
    types,
    type: Uint8Array.from(events, (e) => types.indexOf(e.type)),
    reader: Int32Array.from(events, (e) => readers.indexOf(e.reader)),
    post: Int32Array.from(events, (e) => posts.indexOf(e.post)),
    at: Float64Array.from(events, (e) => e.at * 60_000),
    value: Float64Array.from(events, (e) => e.value ?? Number.NaN),
    request: Int32Array.from(events, (e) => e.request ?? -1),
    position: Int16Array.from(events, (e) => e.position ?? -1),
    propensity: new Float32Array(events.length).fill(Number.NaN),
    context: { rows: events.length, schema: [], columns: new Map() },
    catalogue: bareCatalogue(posts.length),
    readerAttributes: null,
    follows: NO_EDGES,
    friends: NO_EDGES,
  };
}
