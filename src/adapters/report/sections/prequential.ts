import * as Plot from '@observablehq/plot';
import { type Prequential, UPKEEP_WORDS, type Upkeep } from '../../../contracts/prequential.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import { seriesColour } from '../colours.ts';
import { type Html, html } from '../html.ts';
import { metricWords } from '../metric-words.ts';
import { name } from '../names.ts';
import { count, data, decimalsFor, measuredText, measuredValue, NONE, seconds } from '../numbers.ts';
import { figure } from '../plot.ts';
import type { Section } from '../section.ts';

const COLOURS: Readonly<Record<Upkeep, number>> = {
  never: 8,
  update: 0,
  warm: 1,
  window: 2,
  all: 3,
  repeat: 4,
};

/** What each model would have come to, had it been kept up to date while the test rows came. */
export function prequential({ models, subject }: ReportFacts): Section | null {
  const own = models[subject]!.prequential;
  if (own === undefined) return null;
  const { label, better } = metricWords(own.metric);
  const late = own.delay > 0 && html`, their truth known ${count(own.delay)} rows later`;
  return {
    id: 'prequential',
    title: 'Test, then train',
    lead: html`The ${count(own.rows)} test rows in the order of time, each answered before it was learned from, ${count(own.batch)} at a time${late}. ${better === 'higher' ? 'Higher' : 'Lower'} is better.`,
    body: html`<div class="single">${blocksOf(own, label)}</div>
<div class="scroll" role="region" aria-label="Table of models kept up to date" tabindex="0"><table class="metrics">
<thead><tr><th scope="col">Model</th><th scope="col">Kept up</th><th scope="col" class="number">${label}</th><th scope="col" class="number">Gain on never</th><th scope="col" class="number">Fits</th><th scope="col" class="number">Time</th></tr></thead>
<tbody>${models.map((m, i) => m.prequential && waysOf(m.prequential, m.manifest.model.name, i === subject))}</tbody></table></div>
<p class="note">Refits every ${count(own.refitEvery)} rows, on windows of ${count(own.window)}. An update learns from each row once and leaves features as they were fitted; a refit that goes on does so too. Thresholds and calibrators stay as they were chosen. Gain: mean over blocks with its interval, since rows near in time are alike.</p>`,
  };
}

function blocksOf({ ways, refitEvery, rows }: Prequential, label: string): Html {
  const points = ways.flatMap(({ upkeep, blocks }) =>
    blocks.flatMap((value, i) =>
      value === null ? [] : [{ upkeep, value, row: Math.min(rows, (i + 1) * refitEvery) }],
    ),
  );
  return figure({
    title: `${label} by block`,
    label: ways
      .map(
        (w) => `${UPKEEP_WORDS[w.upkeep]}: ${w.blocks.map((v) => v?.toFixed(3) ?? 'undefined').join(', ')}`,
      )
      .join('; '),
    legend: ways.map(({ upkeep }) => ({
      name: html`${UPKEEP_WORDS[upkeep]}`,
      colour: seriesColour(COLOURS[upkeep]),
    })),
    caption: html`Each dot is a block of ${count(refitEvery)} rows, at its last row.`,
    plot: {
      x: { label: 'test rows', labelArrow: 'none', grid: true, ticks: 5, tickFormat: '~s' },
      y: { label, labelArrow: 'none', grid: true, ticks: 5 },
      marks: [
        Plot.line(points, {
          x: 'row',
          y: 'value',
          z: 'upkeep',
          stroke: (p: (typeof points)[number]) => seriesColour(COLOURS[p.upkeep]),
          strokeWidth: 1.6,
        }),
        Plot.dot(points, {
          x: 'row',
          y: 'value',
          r: 2.5,
          fill: (p: (typeof points)[number]) => seriesColour(COLOURS[p.upkeep]),
          title: (p: (typeof points)[number]) =>
            `${UPKEEP_WORDS[p.upkeep]}, to row ${count(p.row)}: ${p.value}`,
        }),
      ],
    },
  });
}

function waysOf({ ways, metric }: Prequential, model: string, isSubject: boolean): readonly Html[] {
  const told = ways.filter(({ upkeep }) => isSubject || upkeep !== 'repeat');
  const values = told.map(({ metrics }) => ({ value: metrics[metric] ?? null, low: null, high: null }));
  const decimals = Math.min(4, decimalsFor(values));
  return told.map(
    ({ upkeep, versusNever, fits, seconds: time }, i) =>
      html`<tr${isSubject && html` class="subject"`}><th scope="row">${upkeep === 'repeat' ? NONE : name(model, 30)}</th>
<td>${UPKEEP_WORDS[upkeep]}</td><td class="number strong">${measuredValue(values[i]!, decimals)}</td>
<td class="number">${versusNever === null ? NONE : measuredText(versusNever, decimals)}</td>
<td class="number">${count(fits)}</td><td class="number">${data(time, seconds(time))}</td></tr>`,
  );
}
