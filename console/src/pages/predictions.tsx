import { amount, micros } from '../../../src/adapters/report/numbers.ts';
import type { RecentPrediction, RecentSlate } from '../../../src/stages/serve/recent-answers.ts';
import { addressOf, place } from '../address.ts';
import { DataTable, type TableColumn } from '../parts/data-table.tsx';
import { Empty } from '../parts/empty.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { PredictionDetail } from '../parts/prediction-detail.tsx';
import { SlateDetail } from '../parts/slate-detail.tsx';
import type { ViewProps } from './index.ts';

type Answers =
  | { readonly kind: 'predict'; readonly answers: readonly RecentPrediction[] }
  | { readonly kind: 'recommend' | 'feed'; readonly answers: readonly RecentSlate[] };

/** What the system answered, as it answers; one of them opened where the address names it. */
export function Predictions({ system }: ViewProps) {
  const { system: name, kind } = system!;
  const opened = place.value.query.get('id');
  return (
    <>
      <div class="view-head">
        <h1>{TITLES[kind]}</h1>
      </div>
      {opened !== null &&
        (kind === 'predict' ? (
          <PredictionDetail key={opened} id={opened} />
        ) : (
          <SlateDetail key={opened} id={opened} />
        ))}
      <section class="card">
        <Loaded<Answers> of={`/v1/systems/${name}/answers`} live>
          {(found) =>
            found.answers.length === 0 ? (
              <Empty command={`POST /v1/${kind}`}>Nothing was asked yet.</Empty>
            ) : found.kind === 'predict' ? (
              <DataTable
                caption="Newest predictions"
                rows={found.answers}
                keyOf={(a) => a.id}
                columns={predictionColumns(name, found.answers)}
              />
            ) : (
              <DataTable
                caption={`Newest ${TITLES[kind].toLowerCase()}`}
                rows={found.answers}
                keyOf={(a) => a.id}
                columns={slateColumns(name)}
              />
            )
          }
        </Loaded>
      </section>
    </>
  );
}

const TITLES = { predict: 'Predictions', recommend: 'Slates', feed: 'Pages' } as const;

const when = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** The first few columns of the rows, beside the answer: enough to know a row again. */
const SHOWN = 4;

function predictionColumns(
  system: string,
  answers: readonly RecentPrediction[],
): readonly TableColumn<RecentPrediction>[] {
  const inputs = Object.keys(answers[0]!.row).slice(0, SHOWN);
  return [
    {
      title: 'when',
      value: (a) => a.at,
      cell: (a) => <a href={addressOf(system, 'predictions', { id: a.id })}>{when(a.at)}</a>,
    },
    {
      title: 'score',
      value: (a) => a.out[0] ?? null,
      cell: (a) => amount(a.out[0] ?? Number.NaN),
      numeric: true,
    },
    { title: 'version', value: (a) => a.version, cell: (a) => `@${a.version}` },
    { title: 'took', value: (a) => a.micros, cell: (a) => micros(a.micros), numeric: true },
    ...inputs.map((name) => ({ title: name, value: (a: RecentPrediction) => plain(a.row[name]) })),
  ];
}

const plain = (value: unknown): string | number | null =>
  value === null || value === undefined ? null : typeof value === 'number' ? value : String(value);

const slateColumns = (system: string): readonly TableColumn<RecentSlate>[] => [
  {
    title: 'when',
    value: (a) => a.at,
    cell: (a) => <a href={addressOf(system, 'predictions', { id: a.id })}>{when(a.at)}</a>,
  },
  { title: 'user', value: (a) => a.user },
  { title: 'first items', value: (a) => a.items.slice(0, SHOWN).join(', ') },
  { title: 'items', value: (a) => a.items.length, numeric: true },
  { title: 'version', value: (a) => a.version, cell: (a) => `@${a.version}` },
  { title: 'took', value: (a) => a.micros, cell: (a) => micros(a.micros), numeric: true },
  { title: 'degraded', value: (a) => a.degraded ?? null },
];
