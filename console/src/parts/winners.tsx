import { clipped } from '../../../src/adapters/report/names.ts';
import { count, percent } from '../../../src/adapters/report/numbers.ts';
import type { TriedRequest, TryAnswer } from '../../../src/contracts/try-out.ts';
import { addressOf, keep } from '../address.ts';
import { ago } from '../ago.ts';
import { keptShare, otherFirst, type Winner, winnersOf } from '../winners.ts';
import { DataTable } from './data-table.tsx';
import { Empty } from './empty.tsx';
import { titleOf } from './slate.tsx';

/** What recorded requests would be answered with: who gains places and who loses them. */
export function Winners({ of, system }: { readonly of: TryAnswer; readonly system: string }) {
  const { recorded, things, columns } = of;
  if (recorded.length === 0)
    return (
      <section class="card" aria-label="Recorded requests">
        <h2>Recorded requests</h2>
        <Empty>
          Nothing was asked of this system yet: with the first requests it can be told who gains and loses.
        </Empty>
      </section>
    );
  const winners = winnersOf(recorded, things, columns.by);
  const kept = keptShare(recorded);
  const first = otherFirst(recorded);
  const moved = winners.filter(({ before, after }) => before !== after);
  return (
    <section class="card" aria-label="Recorded requests">
      <h2>Winners and losers</h2>
      <p class="lead">
        The newest {count(recorded.length)} requests, made again over what is known now: as the system
        answers, and as it is tried.{' '}
        {kept === 1 ? 'All items stay' : `${percent(kept ?? 0)} of the items stay`} on their pages.
        {first !== null &&
          ` As they were shown, by the chances that were logged then and the worths as tried, ${count(first.other)} of ${count(first.of)} would begin with another post.`}
      </p>
      {moved.length === 0 ? (
        <p class="note">Move a slider above to see who gains places and who loses them.</p>
      ) : (
        <DataTable<Winner>
          caption="Places gained and lost"
          rows={moved}
          keyOf={(w) => `${w.by} ${w.value}`}
          columns={[
            { title: 'by', value: (w) => w.by },
            { title: 'what', value: (w) => w.value, cell: (w) => <bdi>{clipped(w.value, 60)}</bdi> },
            { title: 'places now', value: (w) => w.before, numeric: true },
            { title: 'as tried', value: (w) => w.after, numeric: true },
            {
              title: 'change',
              value: (w) => w.after - w.before,
              cell: (w) => <Change of={w} />,
              numeric: true,
            },
          ]}
        />
      )}
      <DataTable<TriedRequest>
        caption="Requests"
        rows={recorded}
        keyOf={(r) => r.id}
        columns={[
          {
            title: 'when',
            value: (r) => r.at,
            cell: (r) => <a href={addressOf(system, 'predictions', { id: r.id })}>{ago(r.at)}</a>,
          },
          {
            title: 'user',
            value: (r) => r.user,
            cell: (r) =>
              r.user === null ? (
                'nobody in particular'
              ) : (
                <button type="button" class="link" onClick={() => keep({ user: r.user })}>
                  <bdi>{clipped(r.user, 40)}</bdi>
                </button>
              ),
          },
          titles('shown then', (r) => firstOf(of, r.shown)),
          ...(first === null
            ? []
            : [titles('shown then, reordered', (r: TriedRequest) => firstOf(of, r.reordered ?? []))]),
          titles('now', (r) => firstOf(of, r.now)),
          titles('as tried', (r) => firstOf(of, r.tried)),
          {
            title: 'other items',
            value: (r) => r.tried.filter((id) => !r.now.includes(id)).length,
            numeric: true,
          },
        ]}
      />
    </section>
  );
}

const titles = (title: string, value: (request: TriedRequest) => string) => ({
  title,
  value,
  cell: (request: TriedRequest) => <span class="titles">{value(request)}</span>,
});

const FIRST = 3;

const firstOf = (of: TryAnswer, ids: readonly string[]): string =>
  ids
    .slice(0, FIRST)
    .map((id) => titleOf(of, id))
    .join(', ');

const Change = ({ of: { before, after } }: { readonly of: Winner }) => (
  <span class={after > before ? 'good' : after < before ? 'bad' : ''}>
    {after > before ? '+' : after < before ? '−' : ''}
    {Math.abs(after - before)}
  </span>
);
