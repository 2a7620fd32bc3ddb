import { amount, NONE } from '../../../src/adapters/report/numbers.ts';
import type { FeedAtCut } from '../../../src/contracts/feed-evaluation.ts';
import { BandChart } from './band-chart.tsx';
import { DataTable } from './data-table.tsx';
import { FigureOf } from './figure-of.tsx';
import { chosenLength, LengthChoice } from './length-choice.tsx';

const ORDERS: Readonly<Record<string, string>> = {
  shown: 'as shown',
  newest: 'newest first',
  popular: 'most popular',
  popularLately: 'popular lately',
};
const orderName = (ranking: string): string => ORDERS[ranking] ?? ranking;

/** What pages of a feed bring at a length that can be moved: in each order, by kind of reader, and who is seen. */
export function PageLengths({ of, usual }: { readonly of: readonly FeedAtCut[]; readonly usual: number }) {
  const lengths = of.map(({ k }) => k);
  const k = chosenLength(lengths, usual);
  const at = of.find((cut) => cut.k === k)!;
  const names = at.rankings.map(({ ranking }) => ranking);
  const linesOf = (pick: 'value' | 'ndcg') =>
    names.map((ranking, i) => ({
      name: orderName(ranking),
      colour: `var(--series-${i % 10})`,
      points: of.map((cut) => ({
        k: cut.k,
        measured: cut.rankings.find((r) => r.ranking === ranking)![pick],
      })),
      ...(i > 0 && { thin: true as const }),
    }));
  return (
    <section class="card" aria-label="Length of pages">
      <h2>Length of pages</h2>
      <LengthChoice what="Posts of the page that count:" lengths={lengths} k={k} />
      <div class="pair plots">
        <BandChart
          title="Value of a page"
          caption="In the unit of the objective; the band is the interval of the order that answers."
          lines={linesOf('value')}
          k={k}
        />
        <BandChart
          title="NDCG"
          caption="How near each order comes to the best that these pages could have had."
          lines={linesOf('ndcg')}
          k={k}
        />
      </div>
      <DataTable
        caption={`Orders at ${k}`}
        rows={at.rankings}
        keyOf={(r) => r.ranking}
        columns={[
          {
            title: 'order',
            value: (r) => orderName(r.ranking),
            cell: (r) => (
              <>
                <bdi>{orderName(r.ranking)}</bdi> {r === at.rankings[0] && <span class="tag">answers</span>}
              </>
            ),
          },
          {
            title: 'value',
            value: (r) => r.value.value,
            cell: (r) => <FigureOf of={r.value} />,
            numeric: true,
          },
          {
            title: 'less than what answers',
            value: (r) => r.behind.value,
            cell: (r) => <FigureOf of={r.behind} />,
            numeric: true,
          },
          { title: 'NDCG', value: (r) => r.ndcg.value, cell: (r) => <FigureOf of={r.ndcg} />, numeric: true },
          exposureColumn(at, 'Gini of authors', 'authorGini', (v) => v.toFixed(3)),
          exposureColumn(at, 'median age', 'ageHours', (v) => `${amount(v)} h`),
          exposureColumn(at, 'topics a place', 'diversity', (v) => v.toFixed(3)),
        ]}
      />
      <DataTable
        caption={`Value at ${k} by kind of reader`}
        rows={at.segments}
        keyOf={(s) => `${s.column} ${s.value}`}
        columns={[
          { title: 'by', value: (s) => s.column },
          { title: 'kind', value: (s) => s.value },
          { title: 'readers', value: (s) => s.readers, numeric: true },
          {
            title: 'value',
            value: (s) => s.brings.value,
            cell: (s) => <FigureOf of={s.brings} />,
            numeric: true,
          },
        ]}
      />
      <p class="note">
        On test pages, intervals over readers. Gini: 0 where all authors have alike, near 1 where one has all.
        Topics a place: 1 where no two posts of a page share one.
      </p>
    </section>
  );
}

function exposureColumn(
  { exposure }: FeedAtCut,
  title: string,
  of: 'authorGini' | 'ageHours' | 'diversity',
  text: (value: number) => string,
) {
  const value = ({ ranking }: { readonly ranking: string }): number | null =>
    exposure.find((e) => e.ranking === ranking)?.[of] ?? null;
  return {
    title,
    value,
    cell: (r: { readonly ranking: string }) => {
      const found = value(r);
      return found === null ? NONE : text(found);
    },
    numeric: true as const,
  };
}
