import type { FeedAtCut } from '../../contracts/feed-evaluation.ts';
import { exposureOf } from '../../explain/feed/exposure.ts';
import { broughtBy, broughtValue, ndcgBy } from '../../explain/feed/judge-pages.ts';
import { overReaders } from '../../explain/feed/over-readers.ts';
import { readerSegments } from '../../explain/feed/segments.ts';
import { LENGTHS } from '../../explain/ranking/at-cuts.ts';
import type { Measuring } from './measuring.ts';

/** Enough to draw an interval. */
const SAMPLES = 200;

/** What pages bring of which the first 1, 2, 3, 5 ... places count: by order, by kind of reader, and who is seen. */
export function atCuts(m: Measuring): readonly FeedAtCut[] {
  const { task, pages, worth, given, orders } = m;
  const { design, log, train } = task;
  const { occasions } = pages;
  const { reader } = occasions;
  const options = { ...m.options, samples: Math.min(SAMPLES, m.options.samples) };
  const value = broughtValue(occasions, worth, given);
  const longest = occasions.start.reduce(
    (most, from, p) => Math.max(most, from - (occasions.start[p - 1] ?? from)),
    0,
  );
  const kinds = readerSegments(log, train.occasions, design.framing.heads, worth, design.evaluation.slices)
    .map(({ column, value: name, has }) => ({
      column,
      name,
      own: Int32Array.from(reader.keys()).filter((p) => has(reader[p]!)),
    }))
    .filter(({ own }) => own.length > 0);
  const named = [...orders];
  return LENGTHS.filter((k) => k <= longest).map((k): FeedAtCut => {
    const cut = { ...pages, k };
    const brought = named.map(([, order]) => broughtBy(cut, value, order));
    const rankings = named.map(([ranking, order], i) => {
      const less = brought[0]!.map((best, p) => best - brought[i]![p]!);
      const [of, ndcg, behind] = overReaders([brought[i]!, ndcgBy(cut, value, order), less], reader, options);
      return {
        ranking,
        value: of!,
        ndcg: ndcg!,
        behind: i === 0 ? { value: null, low: null, high: null } : behind!,
      };
    });
    const segments = kinds.map(({ column, name, own }) => {
      const pick = Float64Array.from(own, (p) => brought[0]![p]!);
      const readers = own.map((p) => reader[p]!);
      const [brings] = overReaders([pick], readers, options);
      return { column, value: name, readers: new Set(readers).size, brings: brings! };
    });
    const exposure = named.map(([ranking, order]) =>
      exposureOf(ranking, log, design.data.posts, occasions, order, k),
    );
    return { k, rankings, segments, exposure };
  });
}
