import { useSignal } from '@preact/signals';
import { clipped } from '../../../src/adapters/report/names.ts';
import { amount, count, fixed, NONE, percent, percentage } from '../../../src/adapters/report/numbers.ts';
import type { ReportFacts } from '../../../src/contracts/report.ts';
import { keep, place } from '../address.ts';
import {
  type Costs,
  costOf,
  type Decision,
  decisionsOf,
  f1Of,
  flaggedOf,
  lowestBy,
  nearestTo,
  precisionOf,
  recallOf,
  shareInterval,
} from '../decisions.ts';
import { ThresholdPlots } from './threshold-plots.tsx';

/** What is decided at a threshold that can be moved; it stands in the address, with the costs. */
export function ThresholdPanel({ of: { design, models, subject } }: { readonly of: ReportFacts }) {
  const { evaluation } = models[subject]!;
  const all = decisionsOf(evaluation.curves);
  const { query } = place.value;
  const deployed = nearestTo(all, evaluation.threshold ?? 0.5);
  const asked = query.get('threshold');
  const moved = useSignal<number | null>(null);
  if (all.length === 0) return null;
  const at = moved.value ?? (asked === null ? deployed : nearestTo(all, Number(asked)));
  const costs = costsFrom(query, design.evaluation.costs);
  const now = all[at]!;
  const keepAt = (place: number): void => {
    moved.value = null;
    keep({ threshold: place === deployed ? null : fixed(all[place]!.threshold, 6).replace(/0+$/, '') });
  };
  return (
    <section class="card" aria-label="Decisions">
      <h2>Decisions</h2>
      <div class="slider">
        <label for="threshold">
          Positive from a probability of <output for="threshold">{fixed(now.threshold, 3)}</output>
        </label>
        <input
          id="threshold"
          type="range"
          min={0}
          max={all.length - 1}
          step={1}
          value={at}
          aria-valuetext={fixed(now.threshold, 3)}
          onInput={(e) => {
            moved.value = Number(e.currentTarget.value);
          }}
          onChange={(e) => keepAt(Number(e.currentTarget.value))}
        />
        <p class="ends">
          <span>{amount(all[0]!.threshold)}: all are flagged</span>
          <span>{amount(all.at(-1)!.threshold)}: few or none</span>
        </p>
        <div class="moves">
          <button type="button" class="quiet" disabled={at === deployed} onClick={() => keepAt(deployed)}>
            As deployed: {fixed(all[deployed]!.threshold, 3)}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => keepAt(lowestBy(all, (d) => -(f1Of(d) ?? Number.NEGATIVE_INFINITY)))}
          >
            Highest F1
          </button>
          {costs !== null && (
            <button
              type="button"
              class="quiet"
              onClick={() => keepAt(lowestBy(all, (d) => costOf(d, costs)))}
            >
              Lowest cost
            </button>
          )}
        </div>
      </div>
      <Figures now={now} deployed={all[deployed]!} costs={costs} />
      <div class="pair">
        <Matrix of={now} classes={evaluation.curves.confusion?.classes ?? ['negative', 'positive']} />
        <CostsAsked of={costs} declared={design.evaluation.costs} />
      </div>
      <ThresholdPlots of={evaluation} all={all} now={now} deployed={all[deployed]!} costs={costs} />
      <p class="note">
        Over {count(now.rows)} test rows; the deployed threshold was chosen on validation rows. A threshold
        that is chosen by these rows looks a little better here than it is. To answer by another one, set{' '}
        <code>serving.threshold</code> in the design.
      </p>
    </section>
  );
}

/** Those of the address, else those of the design; null where nobody says. */
function costsFrom(query: URLSearchParams, declared: Costs | null): Costs | null {
  const of = (name: string, or: number | undefined): number | undefined => {
    const text = query.get(name);
    const value = Number(text);
    return text === null || !Number.isFinite(value) || value < 0 ? or : value;
  };
  const falsePositive = of('fp', declared?.falsePositive);
  const falseNegative = of('fn', declared?.falseNegative);
  return falsePositive === undefined || falseNegative === undefined ? null : { falsePositive, falseNegative };
}

function CostsAsked({ of, declared }: { readonly of: Costs | null; readonly declared: Costs | null }) {
  const ask = (name: 'fp' | 'fn', label: string, value: number | undefined) => (
    <label>
      {label}
      <input
        type="number"
        min={0}
        step="any"
        value={value ?? ''}
        onChange={(e) => keep({ [name]: e.currentTarget.value })}
      />
    </label>
  );
  return (
    <div>
      <h3>What mistakes cost</h3>
      <div class="try">
        {ask('fp', 'A false positive', of?.falsePositive)}
        {ask('fn', 'A false negative', of?.falseNegative)}
      </div>
      <p class="note">
        {declared === null
          ? 'The design declares no costs: name both, in any one unit, to see what a threshold costs.'
          : `The design declares ${amount(declared.falsePositive)} and ${amount(declared.falseNegative)}. Other costs are tried here alone.`}
      </p>
    </div>
  );
}

interface FiguresProps {
  readonly now: Decision;
  readonly deployed: Decision;
  readonly costs: Costs | null;
}

function Figures({ now, deployed, costs }: FiguresProps) {
  const hits = now.truePositives;
  const flagged = hits + now.falsePositives;
  const lines: readonly [string, number | null, number | null, readonly [number, number] | null][] = [
    ['Precision', precisionOf(now), precisionOf(deployed), shareInterval(hits, flagged)],
    ['Recall', recallOf(now), recallOf(deployed), shareInterval(hits, hits + now.falseNegatives)],
    ['Share flagged', flaggedOf(now), flaggedOf(deployed), shareInterval(flagged, now.rows)],
  ];
  const f1 = f1Of(now);
  return (
    <dl class="figures" aria-live="polite">
      {lines.map(([name, value, before, interval]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="big">{value === null ? NONE : percentage(value)}</dd>
          <dd>{interval && `${percent(interval[0])} to ${percent(interval[1])}`}</dd>
          <dd>
            <Against now={value} before={before} text={(d) => `${fixed(100 * d, 1)} points`} />
          </dd>
        </div>
      ))}
      <div>
        <dt>F1</dt>
        <dd class="big">{f1 === null ? NONE : fixed(f1, 3)}</dd>
        <dd>of precision and recall</dd>
        <dd>
          <Against now={f1} before={f1Of(deployed)} text={(d) => fixed(d, 3)} />
        </dd>
      </div>
      {costs !== null && (
        <div>
          <dt>Cost a row</dt>
          <dd class="big">{fixed(costOf(now, costs), 3)}</dd>
          <dd>{amount(costOf(now, costs) * now.rows)} on all test rows</dd>
          <dd>
            <Against
              now={costOf(now, costs)}
              before={costOf(deployed, costs)}
              text={(d) => fixed(d, 3)}
              lower
            />
          </dd>
        </div>
      )}
    </dl>
  );
}

const LEAST = 5e-4;

/** How much more than at the deployed threshold. */
function Against({
  now,
  before,
  text,
  lower = false,
}: {
  readonly now: number | null;
  readonly before: number | null;
  readonly text: (difference: number) => string;
  readonly lower?: boolean;
}) {
  if (now === null || before === null || Math.abs(now - before) < LEAST) return <>as deployed</>;
  const tone = lower ? (now < before ? 'good' : 'bad') : '';
  return (
    <span class={tone}>
      {now > before ? '+' : '−'}
      {text(Math.abs(now - before))}
    </span>
  );
}

function Matrix({ of, classes }: { readonly of: Decision; readonly classes: readonly string[] }) {
  const rows = [
    [of.trueNegatives, of.falsePositives],
    [of.falseNegatives, of.truePositives],
  ] as const;
  return (
    <figure class="plot-figure">
      <h3>Confusion matrix</h3>
      <table class="confusion">
        <thead>
          <tr>
            <td />
            <th scope="colgroup" colSpan={2}>
              predicted
            </th>
          </tr>
          <tr>
            <th scope="col">truth</th>
            {classes.map((name) => (
              <th key={name} scope="col">
                <bdi>{clipped(name, 24)}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((counts, truth) => {
            const total = counts[0] + counts[1];
            return (
              <tr key={classes[truth]}>
                <th scope="row">
                  <bdi>{clipped(classes[truth]!, 24)}</bdi>
                </th>
                {counts.map((n, predicted) => (
                  <td
                    key={classes[predicted]}
                    class={truth === predicted ? 'right' : 'wrong'}
                    style={{ '--share': `${total === 0 ? 0 : (100 * n) / total}%` }}
                  >
                    <b>{count(n)}</b>
                    <small>{total === 0 ? '' : percentage(n / total)}</small>
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      <figcaption>Test rows by what they are and what they are taken for; shares are of the row.</figcaption>
    </figure>
  );
}
