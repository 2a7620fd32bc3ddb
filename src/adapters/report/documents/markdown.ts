import type { Chapter, DocumentTable, Fact, Origin, VersionDocument } from '../../../contracts/document.ts';
import { instant } from '../numbers.ts';

/**
 * A document as Markdown (CommonMark with the tables of GitHub). Text from the design and the data is escaped: it can
 * make no heading, link, image or HTML. The same document gives the same bytes.
 */
export function markdown({ title, chapters, origins }: VersionDocument): string {
  const used = new Set(chapters.flatMap(originsIn));
  const notes = [...used].map((name) => {
    const { says, command, at } = origins[name];
    return `- **${name}**: ${safe(says)}; \`${command}\`${at === null ? '' : `, ${instant(at)}`}`;
  });
  return `${[`# ${safe(title)}`, ...chapters.map(chapterText), '## Where it comes from', notes.join('\n')].join('\n\n')}\n`;
}

const originsIn = ({ facts, tables = [] }: Chapter): Origin[] => [...facts, ...tables].map((f) => f.from);

const chapterText = ({ title, facts, tables = [] }: Chapter): string =>
  [`## ${safe(title)}`, facts.map(factText).join('\n'), ...tables.map(tableText)].join('\n\n');

const factText = ({ term, says, from, find }: Fact): string =>
  says === null
    ? `- **${safe(term)}**: *unknown*${find === undefined ? '' : ` (${safe(find)})`}`
    : `- **${safe(term)}**: ${safe(says)} \\[${from}\\]`;

function tableText({ columns, rows }: DocumentTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(safe).join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** What could mean something to a reader of Markdown is taken for what it is. A rule of a table stays one. */
const safe = (text: string): string =>
  text === '---'
    ? text
    : text
        .replace(/\s+/g, ' ')
        .replace(/[\\`*_{}[\]<>#|~&!]/g, (c) => `\\${c}`)
        .replace(/^([-+]|\d+[.)])(?=\s)/, '\\$1');
