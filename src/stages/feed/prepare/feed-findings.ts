import type { Finding } from '../../../contracts/dataset.ts';
import type { FeedDesign } from '../../../contracts/feed-design.ts';
import type { FeedLog } from '../../../contracts/feed-log.ts';
import { spearman } from '../../../kernels/correlation.ts';
import type { FeedLogFacts } from './feed-log.ts';

/** More early events than this share are no clock that is a little off. */
const MANY_EARLY = 0.01;

/** Fewer posts correlate with anything by chance. */
const FEWEST_POSTS = 30;
/** A correlation from which on a column tells the outcome. */
const TELLING = 0.9;

const n = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;

/** What a person should know of the events of a feed before trusting one that learned from them. */
export function feedFindings(
  { data: { events, posts } }: FeedDesign,
  log: FeedLog,
  { dropped, unknownPosts, early, repeatedPosts }: FeedLogFacts,
): readonly Finding[] {
  const { at, posts: ids, propensity, position } = log;
  const findings: Finding[] = [];
  if (dropped > 0)
    findings.push({
      kind: 'ids-missing',
      severity: 'warning',
      column: null,
      says: `${n(dropped, 'row')} of the events ${dropped === 1 ? 'lacks' : 'lack'} ${events.reader}, ${events.type} or ${events.at}, and ${dropped === 1 ? 'is' : 'are'} left out.`,
      facts: { rows: dropped },
    });
  if (unknownPosts > 0)
    findings.push({
      kind: 'items-unknown',
      severity: unknownPosts > 0.1 * ids.length ? 'warning' : 'note',
      column: null,
      says: `${n(unknownPosts, 'post')} of the events ${unknownPosts === 1 ? 'is' : 'are'} not in the table of posts: nothing is known of ${unknownPosts === 1 ? 'it' : 'them'} but what readers did.`,
      facts: { posts: unknownPosts },
    });
  if (repeatedPosts > 0)
    findings.push({
      kind: 'ids-repeated',
      severity: 'warning',
      column: posts.id,
      says: `${n(repeatedPosts, 'row')} of the posts ${repeatedPosts === 1 ? 'has' : 'have'} no id, or one that stood there before, and ${repeatedPosts === 1 ? 'is' : 'are'} left out.`,
      facts: { rows: repeatedPosts },
    });
  if (early > 0)
    findings.push({
      kind: 'future-times',
      severity: early > MANY_EARLY * at.length ? 'warning' : 'note',
      column: posts.published,
      says: `${n(early, 'event')} ${early === 1 ? 'is' : 'are'} about a post before it was published: is ${posts.published} when it was last changed?`,
      facts: { events: early },
    });
  if (!propensity.some((p) => p > 0))
    findings.push({
      kind: 'propensities-unknown',
      severity: 'note',
      column: null,
      says: `No event says with what chance its post was shown${position.some((p) => p >= 0) ? '' : ', nor at which place'}: other rankings can be compared on what was shown only.`,
      facts: {},
    });
  return [...findings, ...tellingColumns(log)];
}

/** Numbers of posts that go with how many events there are in the end: known only when all is over. */
function tellingColumns({ catalogue: { attributes, size }, post }: FeedLog): Finding[] {
  const events = new Float64Array(size);
  for (const p of post) if (p >= 0) events[p]! += 1;
  return attributes.schema.flatMap(({ name }) => {
    const column = attributes.columns.get(name)!;
    if (column.form !== 'number') return [];
    const there = Int32Array.from(events.keys()).filter((p) => !Number.isNaN(column.values[p]!));
    const of = (values: Float64Array) => Float64Array.from(there, (p) => values[p]!);
    const r = there.length < FEWEST_POSTS ? 0 : spearman(of(column.values), of(events));
    if (!(r >= TELLING)) return [];
    return [
      {
        kind: 'possible-leak' as const,
        severity: 'warning' as const,
        column: name,
        says: `${name} of the posts goes with how many events each has in the end (rank correlation ${r.toFixed(2)}): if it is counted afterwards, it tells the future. Leave it out: data.posts.columns.${name}.drop.`,
        facts: { correlation: r },
      },
    ];
  });
}
