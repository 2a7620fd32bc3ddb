import type { ColumnProfile } from '../../../contracts/dataset.ts';
import type { ReportFacts } from '../../../contracts/report.ts';
import type { Task } from '../../../contracts/task.ts';
import { findingList } from '../finding-list.ts';
import { html } from '../html.ts';
import { name } from '../names.ts';
import { count } from '../numbers.ts';
import type { Section } from '../section.ts';
import { columnCard } from './column-card.ts';

const SHOWN = 60;

/** Findings, and one card a column: the target first, then by relation to it. */
export function dataProfile({ dataset, design }: ReportFacts): Section {
  const { target, task } = design.framing;
  const ordered = dataset.profile.toSorted((a, b) => weight(b, target) - weight(a, target));
  const hidden = ordered.length - SHOWN;
  const told = { target, outcome: outcomeOf(target, task) };
  return {
    id: 'data',
    title: 'Data',
    lead: html`${count(dataset.rows)} rows, ${count(dataset.schema.length)} columns from ${dataset.sources.map(
      (s, i) => html`${i > 0 && ', '}${name(s.from, 60)}`,
    )}. ${target !== null && 'Columns stand by how strongly each alone tells the target.'}`,
    body: html`${findingList(dataset.findings)}
<div class="cards">${ordered.slice(0, SHOWN).map((column) => columnCard(column, dataset.rows, told))}</div>
${hidden > 0 && html`<p class="note">${count(hidden)} more columns are not shown.</p>`}`,
  };
}

/** The positive class by name; where that says nothing by itself ("yes"), the target is named instead. */
function outcomeOf(target: string | null, task: Task): string | null {
  if (target === null || (task.category !== 'binary' && task.category !== 'anomaly')) return null;
  const [, positive] = task.classes;
  return /^(true|yes|y|t|1)$/i.test(positive) ? target : positive;
}

const weight = (column: ColumnProfile, target: string | null): number =>
  column.name === target ? 2 : (column.relation?.strength ?? -1);
