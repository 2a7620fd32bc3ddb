import type { ReportFacts } from '../../../contracts/report.ts';
import { type Html, html, type Part } from '../html.ts';
import { metricWords } from '../metric-words.ts';
import { clipped, name, sentence } from '../names.ts';
import { count, fixed, percent } from '../numbers.ts';
import type { Section } from '../section.ts';

/** What was asked for. */
export function designSummary({ design }: ReportFacts): Section {
  const { requirements, framing, data, models, evaluation, serving, monitoring } = design;
  const { task, target } = framing;
  const entries: readonly (readonly [string, Part])[] = [
    ['Input', sentence(framing.input)],
    ['Output', sentence(framing.output)],
    [
      'Target',
      html`${target !== null && html`${name(target)}, `}${task.category}${'classes' in task && html`: ${list(task.classes.map((c) => name(c, 30)))}`}${task.category === 'ranking' && html` within each ${name(task.group)}`}`,
    ],
    [
      'Constraints',
      requirements.constraints.length > 0 && list(requirements.constraints.map((c) => sentence(c))),
    ],
    ['Privacy', requirements.privacy.length > 0 && list(requirements.privacy.map((c) => sentence(c)))],
    ['Scale', scale(requirements.scale)],
    ['Latency', requirements.latencyMs !== null && `at most ${fixed(requirements.latencyMs, 0)}\u202fms`],
    ['Models', list(models.map((m) => name(m.name)))],
    ['Metrics', list(evaluation.metrics.map((m) => html`${metricWords(m).label}`))],
    [
      'Left out',
      data.unused.length > 0 &&
        list(data.unused.map((u) => html`${name(u.name)} (${clipped(u.because, 80)})`)),
    ],
    ['Shadow', serving.shadow ? 'the challenger scores every request' : 'off'],
    [
      'Monitoring',
      `windows of ${count(monitoring.windowRows)} rows, false alarms in at most ${percent(monitoring.falseAlarmRate)} of checks`,
    ],
  ];
  return {
    id: 'design',
    title: 'Design',
    lead: 'What was asked for, with what was inferred filled in.',
    body: definitions(entries),
  };
}

/** Terms and what they are; an entry without a description is left out. */
export const definitions = (entries: readonly (readonly [string, Part])[]): Html =>
  html`<dl class="definitions">${entries.map(
    ([term, is]) =>
      is !== null && is !== false && is !== '' && html`<div><dt>${term}</dt><dd>${is}</dd></div>`,
  )}</dl>`;

const LISTED = 30;

function list(items: readonly Html[]): Html {
  const shown = items.slice(0, LISTED);
  return html`${shown.map((item, i) => html`${i > 0 && ', '}${item}`)}${items.length > LISTED && ` and ${items.length - LISTED} more`}`;
}

function scale({ requestsPerSecond, rowsPerDay }: ReportFacts['design']['requirements']['scale']): string {
  const parts = [
    requestsPerSecond !== null && `${count(requestsPerSecond)} requests a second`,
    rowsPerDay !== null && `${count(rowsPerDay)} rows a day`,
  ];
  return parts.filter((p) => p !== false).join(', ');
}
