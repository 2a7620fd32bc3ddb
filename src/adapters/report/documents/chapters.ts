import type { DocumentTable, Fact } from '../../../contracts/document.ts';
import { clipped } from '../names.ts';
import { count } from '../numbers.ts';
import type { VersionStory } from './story.ts';
import { fact, figureText, listed } from './words.ts';

const UNKNOWN = 'unknown';

/** What the design says in words of its author. */
export const written = ({ requirements, framing }: VersionStory) => ({
  objective: fromDesign('Objective', 'requirements.objective', requirements.objective),
  constraints: fromDesign('Constraints', 'requirements.constraints', ...requirements.constraints),
  privacy: fromDesign('Privacy', 'requirements.privacy', ...requirements.privacy),
  input: fromDesign('Input', 'framing.input', framing.input),
  output: fromDesign('Output', 'framing.output', framing.output),
});

const fromDesign = (term: string, field: string, ...says: readonly string[]): Fact =>
  fact(
    term,
    says.map((text) => (text === '' ? '' : clipped(text, 400))).join('; '),
    'design',
    `write it as ${field} of the design`,
  );

/** Columns that the model is not shown, and why. */
export const leftOut = ({ unused }: VersionStory, most: number): Fact =>
  fact(
    'Left out',
    unused.length === 0
      ? 'nothing'
      : listed(
          unused.map((u) => `${clipped(u.name)} (${clipped(u.because, 80)})`),
          most,
        ),
    'design',
  );

/** Where rows came from, as declared and as met. */
export const sourcesTable = ({ dataset }: VersionStory): DocumentTable => ({
  columns: ['Source', 'Rows', 'Collected by', 'Trust', 'SHA-256'],
  rows: dataset.sources.map((s) => [
    clipped(s.from, 80),
    count(s.rows),
    s.collectedBy === null ? UNKNOWN : clipped(s.collectedBy, 80),
    s.trust ?? UNKNOWN,
    s.sha256.slice(0, 12),
  ]),
  from: 'data',
});

/** The primary figure by group; none where there is no group. */
export function evaluationTables({ evaluation }: VersionStory): DocumentTable[] {
  const { groups, figures } = evaluation;
  if (groups.length === 0) return [];
  return [
    {
      columns: ['Group', 'Cases', figures[0]?.label ?? 'Figure'],
      rows: groups.slice(0, 40).map((g) => [g.group, count(g.cases), figureText(g.measured)]),
      from: 'run',
    },
  ];
}

/** What is odd about the data, in words. */
export function findingsText({ dataset: { findings } }: VersionStory): string {
  if (findings.length === 0) return 'nothing odd was found';
  const shown = findings.slice(0, 5).map((f) => clipped(f.says, 300));
  const more = findings.length - shown.length;
  return `${shown.join(' ')}${more > 0 ? ` And ${more} more, in the report.` : ''}`;
}
