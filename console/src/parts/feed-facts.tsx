import { amount, percent } from '../../../src/adapters/report/numbers.ts';
import type { FeedFacts, HeadInService } from '../../../src/contracts/feed-monitoring.ts';
import { DataTable } from './data-table.tsx';
import type { Marked } from './marker-flags.tsx';
import { TimeChart } from './time-chart.tsx';

const figure = (value: number): string => amount(Number(value.toPrecision(3)));

/** What only a feed tells: what sessions brought, what was expected of each head and what came, how fresh counters were. */
export function FeedFactsCard({
  of: { heads, value, counters },
  marked,
}: {
  readonly of: FeedFacts;
  readonly marked: Marked;
}) {
  const { points, perSession, sessionMinutes } = value;
  const ends = { from: points[0]?.from ?? 0, to: points.at(-1)?.to ?? 1 };
  return (
    <section class="card">
      <h2>What pages brought</h2>
      <TimeChart
        title={`Value of a session (pages within ${sessionMinutes} minutes)`}
        at={points.map((p) => p.from)}
        {...ends}
        stepMs={points.length === 0 ? 0 : points[0]!.to - points[0]!.from}
        lines={[
          {
            name: perSession.value === null ? 'value' : `value, ${figure(perSession.value)} in all`,
            tone: 0,
            values: points.map((p) => p.perSession.value),
            low: points.map((p) => p.perSession.low),
            high: points.map((p) => p.perSession.high),
          },
        ]}
        format={figure}
        marked={marked}
        fromZero={false}
        empty="No session is over yet: POST /v1/events says what readers did."
      />
      {heads.length > 0 && (
        <DataTable<HeadInService>
          caption="Heads, in first places"
          rows={heads}
          keyOf={({ head }) => head}
          columns={[
            { title: 'head', value: ({ head }) => head },
            { title: 'posts', value: ({ first }) => first.posts, numeric: true },
            share('expected', ({ first }) => first.expected),
            share('came', ({ first }) => first.came),
            {
              title: 'came less expected',
              value: ({ first }) => first.difference.value,
              cell: ({ first: { difference } }) =>
                difference.value === null ? (
                  '–'
                ) : (
                  <>
                    {figure(difference.value)}
                    {difference.low !== null && difference.high !== null && (
                      <small>
                        {figure(difference.low)} to {figure(difference.high)}
                      </small>
                    )}
                  </>
                ),
              numeric: true,
            },
          ]}
        />
      )}
      {counters.behind !== null && (
        <p class="note">
          {percent(counters.behind)} of {counters.pages.toLocaleString('en')} pages were made while an event
          that had come was not counted yet
          {counters.waitedMs !== null &&
            `; the oldest had waited ${figure(counters.waitedMs.p99)} ms or less on 99 % of them`}
          .
        </p>
      )}
    </section>
  );
}

const share = (title: string, of: (head: HeadInService) => number | null) => ({
  title,
  value: of,
  cell: (head: HeadInService) => {
    const value = of(head);
    return value === null ? '–' : head.kind === 'binary' ? percent(value) : figure(value);
  },
  numeric: true as const,
});
