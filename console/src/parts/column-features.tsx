import * as Plot from '@observablehq/plot';
import { clipped } from '../../../src/adapters/report/names.ts';
import { amount, count, NONE, percentage } from '../../../src/adapters/report/numbers.ts';
import type { Importance } from '../../../src/contracts/evaluation.ts';
import type { ReportFacts } from '../../../src/contracts/report.ts';
import type { ColumnChain, LiveFeature, LiveFeatures, Spread } from '../../../src/contracts/version-facts.ts';
import { keep, place } from '../address.ts';
import { ago } from '../ago.ts';
import { Chart } from './chart.tsx';
import { DataTable } from './data-table.tsx';
import { Empty } from './empty.tsx';
import { ImportanceOf } from './importance-of.tsx';

interface Line {
  readonly chain: ColumnChain;
  readonly importance: Importance | undefined;
  readonly live: LiveFeature | undefined;
  /** Share of rows that moved between training and now; null where nobody can tell. */
  readonly moved: number | null;
}

interface Props {
  readonly facts: ReportFacts;
  readonly chains: readonly ColumnChain[];
  /** Of the champion; null where another version is looked at. */
  readonly live: LiveFeatures | null;
}

/** The columns of a system that predicts: what becomes of each, what it is worth, and how it is spread now. */
export function ColumnFeatures({ facts, chains, live }: Props) {
  const { importances } = facts.models[facts.subject]!.evaluation;
  const lines = chains
    .map((chain): Line => {
      const now = live?.columns.find(({ name }) => name === chain.column);
      return {
        chain,
        importance: importances?.find(({ column }) => column === chain.column),
        live: now,
        moved: movedOf(now?.spread ?? null),
      };
    })
    .toSorted((a, b) => (b.importance?.share ?? -1) - (a.importance?.share ?? -1));
  const opened = lines.find(({ chain }) => chain.column === place.value.query.get('feature'));
  const largest = Math.max(...lines.map((l) => l.importance?.share ?? 0), 1e-9);
  return (
    <>
      {opened && <Opened of={opened} live={live} facts={facts} />}
      <section class="card">
        <DataTable<Line>
          caption="Features"
          rows={lines}
          keyOf={(l) => l.chain.column}
          columns={[
            {
              title: 'column',
              value: (l) => l.chain.column,
              cell: (l) => (
                <button type="button" class="link" onClick={() => keep({ feature: l.chain.column })}>
                  <bdi>{clipped(l.chain.column, 60)}</bdi>
                </button>
              ),
            },
            { title: 'type', value: (l) => l.chain.type },
            { title: 'becomes', value: (l) => stepsOf(l.chain) },
            {
              title: 'importance',
              value: (l) => l.importance?.share ?? null,
              cell: (l) => <ImportanceOf of={l.importance} largest={largest} />,
              numeric: true,
            },
            {
              title: 'missing now',
              value: (l) => l.live?.missing.live ?? null,
              cell: (l) => <Missing of={l.live} />,
              numeric: true,
            },
            {
              title: 'moved',
              value: (l) => l.moved,
              cell: (l) => (l.moved === null ? NONE : percentage(l.moved)),
              numeric: true,
            },
            {
              title: 'last seen',
              value: (l) => l.live?.seenAt ?? null,
              cell: (l) => (l.live?.seenAt == null ? NONE : ago(l.live.seenAt)),
              numeric: true,
            },
          ]}
        />
        <p class="note">
          {importances === null
            ? 'This model tells no importances. '
            : 'Importance: the part of a column in what the model goes by; not what causes the outcome. '}
          {live === null
            ? 'How columns are spread now is told of the champion alone.'
            : live.rows === 0
              ? 'Nothing was asked of this version yet, so nothing is known of live rows.'
              : `Live: the newest ${count(live.rows)} predictions. Moved: the share of rows that lie in other bins than in training; whether that is more than chance, Monitoring tells.`}
        </p>
      </section>
    </>
  );
}

const stepsOf = ({ steps }: ColumnChain): string => steps.map((s) => s.name).join(' → ') || 'as it is';

/** Half the sum of differences: total variation. */
const movedOf = (spread: Spread | null): number | null =>
  spread === null || spread.live.every((share) => share === 0)
    ? null
    : spread.train.reduce((sum, share, i) => sum + Math.abs(share - spread.live[i]!) / 2, 0);

function Missing({ of }: { readonly of: LiveFeature | undefined }) {
  if (of?.missing.live == null) return <>{NONE}</>;
  return (
    <>
      {percentage(of.missing.live)}
      {of.missing.train !== null && <small>{percentage(of.missing.train)} in training</small>}
    </>
  );
}

function Opened({
  of: { chain, live, importance },
  live: window,
  facts,
}: {
  readonly of: Line;
  readonly live: LiveFeatures | null;
  readonly facts: ReportFacts;
}) {
  const profile = facts.dataset.profile.find(({ name }) => name === chain.column);
  const relation = profile?.relation;
  return (
    <section class="card" aria-label={`Feature ${chain.column}`}>
      <div class="tools">
        <h2>
          <bdi>{clipped(chain.column, 120)}</bdi>
        </h2>
        <button type="button" class="quiet" onClick={() => keep({ feature: null })}>
          Close
        </button>
      </div>
      <div class="pair">
        {live?.spread ? (
          <SpreadChart of={live.spread} name={chain.column} rows={window?.rows ?? 0} />
        ) : (
          <Empty>
            {live === undefined
              ? 'How it is spread now is told of the champion alone.'
              : 'A text, a time or an identifier: its values are not compared.'}
          </Empty>
        )}
        <div>
          <h3>Definition</h3>
          <ol class="steps">
            <li>
              the column <code>{clipped(chain.column, 120)}</code>, {chain.type}
            </li>
            {chain.steps.map(({ name, params }) => (
              <li key={name}>
                <strong>{name}</strong>{' '}
                {Object.entries(params)
                  .map(([key, value]) => `${key} ${String(value)}`)
                  .join(', ')}
              </li>
            ))}
          </ol>
          <dl class="facts">
            {importance && (
              <div>
                <dt>importance</dt>
                <dd>{percentage(importance.share)}</dd>
              </div>
            )}
            {profile && (
              <div>
                <dt>distinct values</dt>
                <dd>{count(profile.distinct)}</dd>
              </div>
            )}
            {relation && (
              <div>
                <dt>tells the target alone</dt>
                <dd>{amount(relation.strength)} of 1</dd>
              </div>
            )}
            {live?.seenAt != null && (
              <div>
                <dt>last seen</dt>
                <dd>{ago(live.seenAt)}</dd>
              </div>
            )}
          </dl>
        </div>
      </div>
    </section>
  );
}

const TRAIN = 'var(--series-8)';
const LIVE = 'var(--series-1)';

function SpreadChart({
  of: { edges, labels, train, live },
  name,
  rows,
}: {
  readonly of: Spread;
  readonly name: string;
  readonly rows: number;
}) {
  const legend = [
    { name: 'training', colour: TRAIN },
    { name: 'now', colour: LIVE },
  ];
  const most = Math.max(...train, ...live);
  const shared = {
    title: 'Training and now',
    caption: `Share of the rows with a value: those it learned from, and the newest ${count(rows)} predictions.${edges ? ' The outer bins hold all that lies beyond.' : ''}`,
    label: `Distribution of ${clipped(name, 80)} in training and now.`,
    legend,
  };
  if (edges !== undefined) {
    const bars = train.map((share, i) => ({ from: edges[i]!, to: edges[i + 1]!, share, now: live[i]! }));
    return (
      <Chart
        {...shared}
        plot={{
          x: { label: null, ticks: 5, tickFormat: '~s' },
          y: { domain: [0, most], grid: true, ticks: 5, tickFormat: '.0%', label: null },
          marks: [
            Plot.rect(bars, {
              x1: 'from',
              x2: 'to',
              y1: 0,
              y2: 'share',
              fill: TRAIN,
              fillOpacity: 0.5,
              inset: 0.5,
            }),
            Plot.rect(bars, {
              x1: 'from',
              x2: 'to',
              y1: 0,
              y2: 'now',
              stroke: LIVE,
              fill: LIVE,
              fillOpacity: 0.18,
              inset: 0.5,
              title: (b: (typeof bars)[number]) =>
                `${amount(b.from)} to ${amount(b.to)}\ntraining ${percentage(b.share)}\nnow ${percentage(b.now)}`,
            }),
            Plot.ruleY([0], { stroke: 'var(--muted)' }),
          ],
        }}
      />
    );
  }
  const pairs = (labels ?? []).flatMap((label, i) => [
    { label: clipped(label, 18), share: train[i]!, colour: TRAIN, row: 'a' },
    { label: clipped(label, 18), share: live[i]!, colour: LIVE, row: 'b' },
  ]);
  return (
    <Chart
      {...shared}
      plot={{
        height: 40 + 38 * (labels?.length ?? 0),
        marginLeft: 140,
        marginTop: 8,
        x: { domain: [0, most], grid: true, ticks: 4, tickFormat: '.0%', label: null },
        y: { axis: null, domain: ['a', 'b'], padding: 0.1 },
        fy: { domain: [...new Set(pairs.map((p) => p.label))], label: null, padding: 0.22, axis: 'left' },
        marks: [
          Plot.barX(pairs, {
            x: 'share',
            y: 'row',
            fy: 'label',
            fill: 'colour',
            fillOpacity: 0.75,
            title: (p: (typeof pairs)[number]) =>
              `${p.label}\n${p.row === 'a' ? 'training' : 'now'} ${percentage(p.share)}`,
          }),
          Plot.ruleX([0], { stroke: 'var(--muted)' }),
        ],
      }}
    />
  );
}
