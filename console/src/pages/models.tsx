import { measureName } from '../../../src/adapters/report/feed/words.ts';
import { metricWords } from '../../../src/adapters/report/metric-words.ts';
import { bytes, micros, NONE, seconds } from '../../../src/adapters/report/numbers.ts';
import { rankingWords } from '../../../src/adapters/report/recommend/words.ts';
import { addressOf } from '../address.ts';
import { type MeasuredModel, type MeasuredRun, measuredRun } from '../measured-models.ts';
import { CompareVersions } from '../parts/compare-versions.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { FigureOf } from '../parts/figure-of.tsx';
import { ParetoPlot } from '../parts/pareto-plot.tsx';
import { ReportChapters } from '../parts/report-chapters.tsx';
import { inOrder } from '../parts/table-rows.ts';
import { OfVersion, VersionView } from '../parts/version-view.tsx';
import { numberOf, type SystemFacts, type VersionFacts } from '../system-facts.ts';
import type { ViewProps } from './index.ts';
import '../plots.css';

/** What a version was chosen from, how it learned; the versions there are, and two of them side by side. */
export const Models = ({ system }: ViewProps) => (
  <VersionView title="Models" system={system!}>
    {(version) => (
      <>
        <OfVersion system={system!.system} version={version}>
          {(found) => {
            const run = measuredRun(found);
            const { label, better } = wordsOf(found.kind, run.primary);
            return (
              <>
                <ParetoPlot of={run} label={label} better={better} />
                <Leaderboard of={run} label={label} better={better} />
              </>
            );
          }}
        </OfVersion>
        <ReportChapters
          key={version}
          system={system!.system}
          version={version}
          ids={['learning-curve', 'trade-offs', 'retrievers']}
          absent="No learning curve was measured: training.learningCurve of the design asks for it."
        />
        <Versions of={system!} />
        {system!.versions.length > 1 && <CompareVersions system={system!} />}
      </>
    )}
  </VersionView>
);

/** How the primary measure of a kind of system is spoken of. */
function wordsOf(kind: SystemFacts['kind'], primary: string): { label: string; better: 'higher' | 'lower' } {
  if (kind === 'predict') return metricWords(primary);
  if (kind === 'feed') return { label: measureName(primary), better: 'higher' };
  const { label, better } = rankingWords(primary);
  return { label, better: better === 'lower' ? 'lower' : 'higher' };
}

interface LeaderboardProps {
  readonly of: MeasuredRun;
  readonly label: string;
  readonly better: 'higher' | 'lower';
}

/** Best first. */
const Leaderboard = ({ of: { models, on, timed }, label, better }: LeaderboardProps) => (
  <section class="card">
    <DataTable<MeasuredModel>
      caption="Leaderboard"
      rows={models.toSorted((a, b) => inOrder(a.score.value, b.score.value, better === 'higher'))}
      keyOf={(m) => `${m.name} ${m.note} ${JSON.stringify(m.params)}`}
      columns={[
        {
          title: 'model',
          value: (m) => m.name,
          cell: (m) => (
            <>
              <strong>{m.name}</strong> {m.chosen && <span class="tag">this version</span>}
              <small>{m.note}</small>
            </>
          ),
        },
        { title: label, value: (m) => m.score.value, cell: (m) => <FigureOf of={m.score} />, numeric: true },
        {
          title: 'less than this version',
          value: (m) => m.behind?.value ?? null,
          cell: (m) => <FigureOf of={m.behind} />,
          numeric: true,
        },
        { title: 'fit', value: (m) => m.fitSeconds, cell: (m) => seconds(m.fitSeconds), numeric: true },
        {
          title: 'score',
          value: (m) => m.micros,
          cell: (m) => (m.micros === null ? NONE : micros(m.micros)),
          numeric: true,
        },
        {
          title: 'size',
          value: (m) => m.bytes,
          cell: (m) => (m.bytes === null ? NONE : bytes(m.bytes)),
          numeric: true,
        },
        {
          title: 'parameters',
          value: (m) => parametersOf(m),
          cell: (m) => <Parameters of={parametersOf(m)} />,
        },
      ]}
    />
    <p class="note">
      On {on}; small figures are 95 % intervals. Score: time for {timed}. Less: the mean difference on the
      same rows or users, each with himself.
    </p>
  </section>
);

/** A few at once, many when they are asked for. */
const Parameters = ({ of }: { readonly of: string }) =>
  of.length < 80 ? (
    <span class="parameters">{of || NONE}</span>
  ) : (
    <details class="parameters">
      <summary>{of.slice(0, 60)} …</summary>
      {of}
    </details>
  );

const parametersOf = ({ params }: MeasuredModel): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(', ');

function Versions({ of: { versions, system } }: { readonly of: SystemFacts }) {
  const primary = versions.at(-1)!.primary;
  const names = [...new Set([primary, ...versions.flatMap((v) => Object.keys(v.metrics))])].slice(0, 6);
  return (
    <section class="card">
      <DataTable<VersionFacts>
        caption={`Versions of ${system}`}
        rows={[...versions].reverse()}
        keyOf={(v) => v.version}
        columns={[
          {
            title: 'version',
            value: (v) => numberOf(v.version),
            cell: (v) => (
              <a href={addressOf(system, 'evaluation', { version: numberOf(v.version) })}>{v.version}</a>
            ),
          },
          {
            title: 'role',
            value: (v) => v.role,
            cell: (v) => <span class={`role ${v.role}`}>{v.role}</span>,
          },
          { title: 'model', value: (v) => v.model },
          {
            title: 'registered',
            value: (v) => v.registeredAt,
            cell: (v) => v.registeredAt.slice(0, 16).replace('T', ' '),
          },
          ...names.map((metric) => ({
            title: metric === primary ? `${metric} ★` : metric,
            value: (v: VersionFacts) => v.metrics[metric]?.value ?? null,
            cell: (v: VersionFacts) => <FigureOf of={v.metrics[metric]} />,
            numeric: true as const,
          })),
        ]}
      />
      <p class="note">★ chooses. Small figures: the interval of each on test data.</p>
    </section>
  );
}
