import * as Plot from '@observablehq/plot';
import type { CrossValidation } from '../../../contracts/artifact.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { seriesColour } from '../colours.ts';
import { html } from '../html.ts';
import { metricWords } from '../metric-words.ts';
import { clipped } from '../names.ts';
import { count, decimalsFor, measuredText } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';

/** What every model is worth on rows that it did not learn from, round by round. */
export function crossValidation({ models, subject }: ReportFacts): Section | null {
  const own = models[subject]!.crossValidation;
  const { primary } = models[subject]!.evaluation;
  if (own === undefined) return null;
  // A baseline would draw the others together; one that is the subject is all there is.
  const told = models.flatMap((m, i) => {
    const found = m.crossValidation?.metrics[primary];
    const shown = m.tier !== 'baseline' || i === subject;
    return found && shown ? [{ model: labelOf(models, i), i, ...found }] : [];
  });
  if (told.length === 0) return null;
  const { label, better } = metricWords(primary);
  const decimals = Math.min(4, decimalsFor(told.map((t) => t.mean)));
  const dots = told.flatMap(({ model, i, values }) =>
    values.flatMap((value, round) => (value === null ? [] : [{ model, i, value, round }])),
  );
  const colourOf = ({ i }: { readonly i: number }): string => seriesColour(i === subject ? 0 : 8);
  return {
    id: 'cross-validation',
    title: 'Cross-validation',
    lead: html`${label} by ${dealt(own)}: how far a figure depends on which rows were held out. The test rows are no part of it.`,
    body: html`<div class="single">${figure({
      title: `${label} by round`,
      label: told.map((t) => `${t.model}: ${label} ${measuredText(t.mean, decimals)}`).join('; '),
      caption: html`Each dot is a model fitted anew and judged on rows that it did not learn from; the bar is their mean with its interval, wider than the dots alone would make it, since rounds share rows (Nadeau and Bengio 2003). ${better === 'higher' ? 'Farther right' : 'Farther left'} is better.`,
      plot: {
        height: 60 + 34 * told.length,
        marginLeft: 130,
        x: { label, labelArrow: 'none', grid: true, ticks: 5 },
        y: { label: null, domain: told.map((t) => t.model), tickSize: 0 },
        marks: [
          Plot.ruleY(
            told.filter(({ mean }) => mean.low !== null),
            {
              y: 'model',
              x1: (t: (typeof told)[number]) => t.mean.low,
              x2: (t: (typeof told)[number]) => t.mean.high,
              stroke: colourOf,
              strokeWidth: 5,
              strokeOpacity: 0.3,
            },
          ),
          Plot.dot(dots, {
            x: 'value',
            y: 'model',
            r: 3.5,
            fill: colourOf,
            fillOpacity: 0.75,
            title: (d: (typeof dots)[number]) => `${d.model}, round ${d.round + 1}: ${d.value}`,
          }),
          Plot.tickX(
            told.filter(({ mean }) => mean.value !== null),
            { x: (t: (typeof told)[number]) => t.mean.value, y: 'model', stroke: colourOf, strokeWidth: 2.5 },
          ),
        ],
      },
    })}</div>`,
  };
}

/** The name of a model, numbered where another one before it has the same. */
function labelOf(models: ReportFacts['models'], i: number): string {
  const { name } = models[i]!.manifest.model;
  const before = models.slice(0, i).filter((m) => m.manifest.model.name === name).length;
  return clipped(name, 24) + (before === 0 ? '' : ` ${before + 1}`);
}

function dealt({ folds, repeats, gapDays, rounds }: CrossValidation): string {
  const times = repeats === 1 ? '' : `, dealt ${repeats} times`;
  const gap = gapDays === 0 ? '' : `, ${gapDays} ${gapDays === 1 ? 'day' : 'days'} apart`;
  const { train, test } = rounds.at(-1)!;
  return `${folds} folds${times}${gap} (${count(train)} rows to learn from, ${count(test)} to judge by in the last round)`;
}
