import type { ColumnProfile } from '../../../contracts/dataset.ts';
import type { DocumentTable, VersionDocument } from '../../../contracts/document.ts';
import { clipped } from '../names.ts';
import { amount, count, percent } from '../numbers.ts';
import { findingsText, sourcesTable } from './chapters.ts';
import { originsOf } from './origins.ts';
import type { VersionStory } from './story.ts';
import { fact, listed, retrainText } from './words.ts';

/** The data of a version for those who will use them: the chapters of Gebru et al. 2021, "Datasheets for datasets". */
export function dataSheet(story: VersionStory): VersionDocument {
  const { dataset, requirements } = story;
  const collectors = [...new Set(dataset.sources.flatMap((s) => s.collectedBy ?? []))];
  return {
    kind: 'data-sheet',
    title: `${story.system}@${story.version}: data sheet`,
    system: story.system,
    version: story.version,
    origins: originsOf(story, null),
    chapters: [
      {
        id: 'motivation',
        title: 'Motivation',
        facts: [
          fact(
            'Used for',
            clipped(requirements.objective, 400),
            'design',
            'write it as requirements.objective of the design',
          ),
          fact(
            'Made for',
            null,
            'design',
            'ask those who collected the data, and write it beside this sheet',
          ),
        ],
      },
      {
        id: 'composition',
        title: 'Composition',
        facts: [
          fact('Holds', story.holds, 'data'),
          fact(
            'One row is',
            clipped(story.framing.input, 400),
            'design',
            'write it as framing.input of the design',
          ),
          fact('Findings', findingsText(story), 'data'),
          fact(
            'Personal data',
            requirements.privacy.map((c) => clipped(c, 400)).join('; '),
            'design',
            'write what is known as requirements.privacy of the design',
          ),
          fact('SHA-256', dataset.sha256, 'data'),
        ],
        tables: [columnsTable(story)],
      },
      {
        id: 'collection',
        title: 'Collection',
        facts: [
          fact(
            'Collected by',
            listed(collectors.map((c) => clipped(c, 80))),
            'design',
            'write it as collectedBy of each source in the design',
          ),
          fact(
            'When, and with whose consent',
            null,
            'design',
            'ask those who collected the data, and write it beside this sheet',
          ),
        ],
        tables: [sourcesTable(story)],
      },
      {
        id: 'preprocessing',
        title: 'Preprocessing',
        facts: [
          fact('Parts', story.split, 'run'),
          fact(
            'Left out',
            story.unused.length === 0
              ? 'nothing'
              : listed(
                  story.unused.map((u) => `${clipped(u.name)} (${clipped(u.because, 80)})`),
                  30,
                ),
            'design',
          ),
          fact('Features', story.features, 'run'),
          fact('Training', story.training ?? 'all rows of the part, as they are', 'run'),
        ],
      },
      {
        id: 'uses',
        title: 'Uses',
        facts: [
          fact('Used by', `${story.system}@${story.version}: ${story.framing.task}`, 'run'),
          fact(
            'Must not be used for',
            null,
            'design',
            'the licence of the data tells; write it beside this sheet',
          ),
        ],
      },
      {
        id: 'distribution',
        title: 'Distribution and maintenance',
        facts: [
          fact('Licence', null, 'design', 'ask those who collected the data, and write it beside this sheet'),
          fact(
            'Read again',
            retrainText(story.retrain) ??
              'when somebody runs "millwright run": the design asks for no schedule',
            'design',
          ),
        ],
      },
    ],
  };
}

const MOST = 200;

/** Every column: its type, what is missing, what it holds. */
function columnsTable({ dataset }: VersionStory): DocumentTable {
  return {
    columns: ['Column', 'Type', 'Missing', 'Distinct', 'Holds'],
    rows: dataset.profile
      .slice(0, MOST)
      .map((c) => [
        clipped(c.name, 60),
        c.type,
        c.missing === 0 ? 'none' : percent(c.missing / Math.max(1, dataset.rows)),
        count(c.distinct),
        holds(c),
      ]),
    from: 'data',
  };
}

function holds({ numeric, top }: ColumnProfile): string {
  if (numeric !== undefined)
    return `${amount(numeric.min)} to ${amount(numeric.max)}, mean ${amount(numeric.mean)}, median ${amount(numeric.quantiles[3]!)}`;
  if (top !== undefined)
    return listed(
      top.map((t) => `${clipped(t.value, 30)} (${count(t.count)})`),
      4,
    );
  return '–';
}
