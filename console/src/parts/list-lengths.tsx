import { rankingWords } from '../../../src/adapters/report/recommend/words.ts';
import type { Measured } from '../../../src/contracts/evaluation.ts';
import type { RecommendEvaluation } from '../../../src/contracts/recommend-evaluation.ts';
import { rankingMetrics } from '../../../src/metrics/ranking/index.ts';
import { keep, place } from '../address.ts';
import { BandChart } from './band-chart.tsx';
import { DataTable } from './data-table.tsx';
import { FigureOf } from './figure-of.tsx';
import { chosenLength, LengthChoice } from './length-choice.tsx';

type AtCuts = NonNullable<RecommendEvaluation['atCuts']>;

const UNKNOWN: Measured = { value: null, low: null, high: null };

/** What lists of a recommender are worth at a length that can be moved: every measure, and the primary one by kind of user. */
export function ListLengths({ of, primary }: { readonly of: AtCuts; readonly primary: string }) {
  const { lengths, metrics, slices, users } = of;
  const [, main = primary, usual = '10'] = /^(.+)At([0-9]+)$/.exec(primary) ?? [];
  const k = chosenLength(lengths, Number(usual));
  const measured = new Set(Object.keys(metrics).map((name) => name.replace(/At[0-9]+$/, '')));
  const names = rankingMetrics.map(({ name }) => name).filter((name) => measured.has(name));
  const asked = place.value.query.get('measure');
  const measure = asked !== null && names.includes(asked) ? asked : main;
  const lineOf = (name: string) => [
    {
      name: labelOf(name),
      colour: 'var(--series-0)',
      points: lengths.map((length) => ({ k: length, measured: metrics[`${name}At${length}`] ?? UNKNOWN })),
    },
  ];
  const drawn = [...new Set([measure, 'coverage', 'popularityBias'])].filter((name) => names.includes(name));
  return (
    <section class="card" aria-label="Length of lists">
      <div class="chosen">
        <h2>Length of lists</h2>
        <label>
          Measure
          <select value={measure} onChange={(e) => keep({ measure: e.currentTarget.value })}>
            {names.map((name) => (
              <option key={name} value={name}>
                {labelOf(name)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <LengthChoice what="Places of the list that count:" lengths={lengths} k={k} />
      <div class="pair plots">
        {drawn.map((name) => (
          <BandChart
            key={name}
            title={labelOf(name)}
            caption={rankingWords(`${name}At${k}`).about}
            lines={lineOf(name)}
            k={k}
          />
        ))}
      </div>
      <DataTable
        caption={`Measures at ${k}`}
        rows={names}
        keyOf={(name) => name}
        columns={[
          {
            title: 'measure',
            value: labelOf,
            cell: (name) => (
              <>
                <strong>{labelOf(name)}</strong>
                <small>{rankingWords(`${name}At${k}`).about}</small>
              </>
            ),
          },
          {
            title: 'value',
            value: (name) => metrics[`${name}At${k}`]?.value ?? null,
            cell: (name) => <FigureOf of={metrics[`${name}At${k}`]} />,
            numeric: true,
          },
          {
            title: 'better',
            value: (name) => BETTER[rankingWords(`${name}At${k}`).better],
          },
        ]}
      />
      {slices.length > 0 && (
        <DataTable
          caption={`${labelOf(main)} at ${k} by kind of user`}
          rows={slices}
          keyOf={(slice) => `${slice.column} ${slice.value}`}
          columns={[
            { title: 'by', value: (slice) => KINDS[slice.column] ?? slice.column },
            { title: 'kind', value: (slice) => slice.value },
            { title: 'users', value: (slice) => slice.rows, numeric: true },
            {
              title: labelOf(main),
              value: (slice) => slice.metrics[`${main}At${k}`]?.value ?? null,
              cell: (slice) => <FigureOf of={slice.metrics[`${main}At${k}`]} />,
              numeric: true,
            },
          ]}
        />
      )}
      <p class="note">
        Over {users.toLocaleString('en')} test users, with 95 % intervals over users. Longer lists find more
        and say less of what stands first.
      </p>
    </section>
  );
}

const BETTER = { higher: 'higher', lower: 'lower', neither: null } as const;

const KINDS: Readonly<Record<string, string>> = {
  activity: 'events that were known of the user',
  popularity: 'what the user wanted',
};

/** "NDCG" of "ndcg". */
const labelOf = (name: string): string => rankingWords(`${name}At10`).label.replace(/@10$/, '');
