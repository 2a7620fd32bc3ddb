import type { OpenRetriever } from '../../contracts/retriever.ts';
import type { MissingItem, SlateExplanation, SlateRequest } from '../../contracts/slate.ts';
import { type Catalogue, isThere } from '../../table/catalogue.ts';
import type { Candidates } from './candidates.ts';
import type { OpenRanker } from './rank.ts';
import type { Stage } from './steps.ts';

/** Contributions and past events that an explanation names at most. */
const MOST_REASONS = 8;

/** What explanations are read from: everything that was done for one request. */
export interface Trace {
  readonly request: SlateRequest;
  readonly catalogue: Catalogue;
  readonly candidates: Candidates;
  readonly stages: readonly Stage[];
}

/** Why each of these items stands where it does. Items are candidates. */
export function explainItems(
  items: Int32Array,
  { request: { query }, catalogue, candidates, stages }: Trace,
  { names, open, ranker }: { names: readonly string[]; open: readonly OpenRetriever[]; ranker: OpenRanker },
): SlateExplanation[] {
  const places = Array.from(items, (it) => candidates.item.indexOf(it));
  const contributions = ranker.explain(candidates, query, catalogue, places);
  return places.map((c, i) => {
    const item = items[i]!;
    const sources = candidates.sources
      .map(({ place, score }, r) => ({ retriever: names[r]!, r, place: place[c]!, score: score[c]! }))
      .filter(({ place }) => place >= 0)
      .sort((a, b) => a.place - b.place || a.r - b.r);
    const knows = sources.find(({ r }) => open[r]!.because !== undefined);
    return {
      sources: sources.map(({ retriever, place, score }) => ({ retriever, place, score })),
      contributions: contributions[i]!.slice(0, MOST_REASONS),
      steps: stages.map(({ step, item: list }, s) => ({
        step,
        before: s === 0 ? -1 : stages[s - 1]!.item.indexOf(item),
        after: list.indexOf(item),
      })),
      because: knows === undefined ? [] : reasons(open[knows.r]!, query, item),
    };
  });
}

/** The events of the past that spoke most for an item, as shares of all that spoke for it. */
function reasons(
  retriever: OpenRetriever,
  query: SlateRequest['query'],
  item: number,
): SlateExplanation['because'] {
  const out = new Float32Array(query.length);
  retriever.because!(query, item, out);
  const all = out.reduce((sum, v) => sum + Math.max(0, v), 0);
  return Array.from(out, (value, event) => ({ event, share: value / all }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share || a.event - b.event)
    .slice(0, MOST_REASONS);
}

/** Why an item is not among the `shown` first; undefined when it is. */
export function whyMissing(
  item: number,
  shown: number,
  { request, catalogue, candidates, stages }: Trace,
): MissingItem | undefined {
  const last = stages.at(-1)!.item;
  const place = last.indexOf(item);
  if (place >= 0) return place < shown ? undefined : { item, because: 'too-low', place };
  if (!isThere(catalogue, item, request.query.now))
    return { item, because: catalogue.live[item] === 1 ? 'not-yet' : 'gone' };
  if (request.excluded[item] === 1) return { item, because: 'excluded' };
  if (!candidates.item.includes(item)) return { item, because: 'not-retrieved' };
  return { item, because: 'left-out', step: stages.find(({ item: list }) => !list.includes(item))!.step };
}
