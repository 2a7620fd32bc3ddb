import { count, NONE } from '../../../src/adapters/report/numbers.ts';
import type { DeclaredAggregate } from '../../../src/contracts/declared-aggregate.ts';
import type { FeedReportFacts, RecommendReportFacts } from '../../../src/contracts/report.ts';
import { DataTable } from './data-table.tsx';
import { FigureOf } from './figure-of.tsx';
import { ImportanceOf } from './importance-of.tsx';

interface Line {
  readonly name: string;
  readonly kind: 'aggregate' | 'ratio' | 'as it stands';
  readonly by: string;
  readonly definition: string;
  readonly window: string | null;
}

/** The facts about past events that a feed goes by, and every other feature of its model. */
export function AggregateFeatures({ of: { design, trained } }: { readonly of: FeedReportFacts }) {
  const { aggregates, ratios } = design;
  const declared = new Set([...aggregates, ...ratios].map(({ name }) => name));
  const lines: readonly Line[] = [
    ...aggregates.map(
      (a): Line => ({
        name: a.name,
        kind: 'aggregate',
        by: a.by.join(' and '),
        definition: `${a.aggregate.name} of ${countsOf(a)}`,
        window: windowOf(a),
      }),
    ),
    ...ratios.map(
      (r): Line => ({
        name: r.name,
        kind: 'ratio',
        by: aggregates.find(({ name }) => name === r.of)?.by.join(' and ') ?? '',
        definition: `${r.of} per ${r.per}, towards ${r.prior} by ${r.strength}`,
        window: null,
      }),
    ),
    ...trained.manifest.columns
      .filter(({ name }) => !declared.has(name))
      .map(
        ({ name }): Line => ({
          name,
          kind: 'as it stands',
          by: name.split('.')[0] ?? '',
          definition: 'known at the moment of the page',
          window: null,
        }),
      ),
  ];
  const { importances: told } = trained.evaluation;
  const importances = new Map(told?.map((found) => [found.column, found]));
  const largest = Math.max(...(told ?? []).map(({ share }) => share), 1e-9);
  const shares = trained.evaluation.contributions.toSorted((a, b) => b.share - a.share);
  return (
    <section class="card">
      <DataTable<Line>
        caption="Features and aggregates"
        rows={lines.toSorted(
          (a, b) => (importances.get(b.name)?.share ?? -1) - (importances.get(a.name)?.share ?? -1),
        )}
        keyOf={(l) => `${l.kind} ${l.name}`}
        columns={[
          { title: 'name', value: (l) => l.name, cell: (l) => <bdi>{l.name}</bdi> },
          { title: 'kind', value: (l) => l.kind },
          { title: 'kept by', value: (l) => l.by },
          { title: 'definition', value: (l) => l.definition },
          { title: 'window', value: (l) => l.window, cell: (l) => l.window ?? NONE },
          {
            title: 'importance',
            value: (l) => importances.get(l.name)?.share ?? null,
            cell: (l) => <ImportanceOf of={importances.get(l.name)} largest={largest} />,
            numeric: true,
          },
        ]}
      />
      <p class="note">
        {count(lines.length)} features. An aggregate is a fold over events: the same code wrote it in
        training, as of each page, and keeps it in service. Importance: how much worse the chances of all
        heads come true on test rows when the feature is shuffled, as a share of all, with its 95 % interval.
      </p>
      <DataTable
        caption="What heads do to the order"
        rows={shares}
        keyOf={(c) => c.head}
        columns={[
          { title: 'head', value: (c) => c.head },
          { title: 'worth of one', value: (c) => c.worth, numeric: true },
          {
            title: 'part in how posts differ',
            value: (c) => c.share,
            cell: (c) => `${(100 * c.share).toFixed(1)}\u202f%`,
            numeric: true,
          },
        ]}
      />
    </section>
  );
}

function countsOf({ counts }: DeclaredAggregate): string {
  if (counts === null) return 'every event';
  return Object.entries(counts)
    .map(([type, one]) =>
      one === 'value' ? `the value of each ${type}` : one === 1 ? type : `${one} × ${type}`,
    )
    .join(', ');
}

/** How far back it looks, as its parameters say: "the last 60 min", "half as much after 72 h". */
function windowOf({ aggregate: { params } }: DeclaredAggregate): string | null {
  const { windowMinutes, halfLifeHours } = params;
  if (typeof windowMinutes === 'number')
    return `the last ${windowMinutes % 60 === 0 && windowMinutes > 60 ? `${windowMinutes / 60}\u202fh` : `${windowMinutes}\u202fmin`}`;
  return typeof halfLifeHours === 'number' ? `half as much after ${halfLifeHours}\u202fh` : 'all time';
}

/** The retrievers of a recommender, with what the mix would lose without each, and what its ranker sees. */
export function RetrieverFeatures({ of: { trained } }: { readonly of: RecommendReportFacts }) {
  const { manifest, choice, evaluation } = trained;
  const { ranker } = manifest;
  return (
    <section class="card">
      <DataTable
        caption="Retrievers"
        rows={manifest.retrievers}
        keyOf={(r) => r.name}
        columns={[
          { title: 'retriever', value: (r) => r.name },
          {
            title: 'definition',
            value: (r) =>
              Object.entries(r.params)
                .map(([name, value]) => `${name} ${String(value)}`)
                .join(', '),
          },
          {
            title: 'weight',
            value: (r) => choice.sources.find((s) => s.retriever === r.name)?.weight ?? null,
            numeric: true,
          },
          {
            title: 'lost without it',
            value: (r) => choice.sources.find((s) => s.retriever === r.name)?.marginalRecall ?? null,
            cell: (r) => {
              const found = choice.sources.find((s) => s.retriever === r.name);
              return found === undefined
                ? NONE
                : `${(100 * found.marginalRecall).toFixed(1)}\u202f% of recall`;
            },
            numeric: true,
          },
          {
            title: 'whole less it alone',
            value: (r) => evaluation.retrievers.find((e) => e.retriever === r.name)?.behind.value ?? null,
            cell: (r) => <FigureOf of={evaluation.retrievers.find((e) => e.retriever === r.name)?.behind} />,
            numeric: true,
          },
        ]}
      />
      {ranker.kind === 'model' && (
        <DataTable
          caption="What the ranker sees of a candidate"
          rows={ranker.features.map((name) => ({ name }))}
          keyOf={(f) => f.name}
          columns={[{ title: 'feature', value: (f) => f.name }]}
        />
      )}
      <p class="note">
        Lost without it: the share of what validation users wanted that only this retriever found. Whole less
        it alone: by the primary measure on test users, with its interval.
      </p>
    </section>
  );
}
