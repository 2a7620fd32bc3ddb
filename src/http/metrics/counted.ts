import { COUNTERS, type Counter, STATUSES, TURNED_AWAY, type TurnedAway } from '../../contracts/watching.ts';
import { LOG_BUCKETS } from '../../kernels/log-histogram.ts';
import type { Served } from '../../stages/serve/served-project.ts';
import { TRAFFIC_SLOTS } from '../../stages/watch/traffic.ts';
import type { Tallies } from './tallies.ts';

/** All that was counted of a system, and of requests that reached none, since the process started: [TRAFFIC_SLOTS]. Counters that stand ready are added up; no request pays for it. */
export function countedOf(
  served: Served,
  { versions, asked, turnedAway }: Pick<Tallies, 'versions' | 'asked' | 'turnedAway'>,
): Float64Array {
  const counted = new Float64Array(TRAFFIC_SLOTS);
  const add = (counter: Counter, n: number): void => {
    counted[COUNTERS.indexOf(counter)]! += n;
  };
  for (const { labels, requests, statuses, times } of versions) {
    if (labels.system !== served.name) continue;
    add('requests', requests);
    for (const [status, n] of statuses) if (status >= 400) add(slotOf(status), n);
    for (let b = 0; b < LOG_BUCKETS; b++) counted[COUNTERS.length + b]! += times[b]!;
  }
  add('lost', served.log.lost);
  add('asked', asked);
  for (const [status, n] of turnedAway) add(`away${awayOf(status)}`, n);
  if (served.kind === 'predict')
    for (const { predictions } of served.counts.values()) add('answers', predictions);
  else {
    add('answers', served.counts.slates);
    for (const n of served.counts.degraded.values()) add('degraded', n);
    add('events', served.counts.events.get('stored') ?? 0);
  }
  return counted;
}

const awayOf = (status: number): TurnedAway => TURNED_AWAY.find((name) => name === String(status)) ?? 'Other';

const slotOf = (status: number): (typeof STATUSES)[number] =>
  STATUSES.find((name) => name === String(status)) ?? (status < 500 ? '4xx' : '5xx');
