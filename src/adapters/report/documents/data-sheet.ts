import type { ColumnProfile } from '../../../contracts/dataset.ts';
import type { Chapter, DocumentTable, VersionDocument } from '../../../contracts/document.ts';
import { clipped } from '../names.ts';
import { amount, count, percent } from '../numbers.ts';
import { findingsText, leftOut, sourcesTable, written } from './chapters.ts';
import { originsOf } from './origins.ts';
import type { VersionStory } from './story.ts';
import { fact, listed, retrainText } from './words.ts';

/** The data of a version for those who will use them: the chapters of Gebru et al. 2021, "Datasheets for datasets". */
export function dataSheet(story: VersionStory): VersionDocument {
  return {
    kind: 'data-sheet',
    title: `${story.system}@${story.version}: data sheet`,
    system: story.system,
    version: story.version,
    origins: originsOf(story, null),
    chapters: [
      motivation(story),
      composition(story),
      collection(story),
      preprocessing(story),
      uses(story),
      distribution(story),
    ],
  };
}

const motivation = (story: VersionStory): Chapter => ({
  id: 'motivation',
  title: 'Motivation',
  facts: [
    { ...written(story).objective, term: 'Used for' },
    fact('Made for', null, 'design', 'ask those who collected the data, and write it beside this sheet'),
  ],
});

const composition = (story: VersionStory): Chapter => ({
  id: 'composition',
  title: 'Composition',
  facts: [
    fact('Holds', story.holds, 'data'),
    { ...written(story).input, term: 'One row is' },
    fact('Findings', findingsText(story), 'data'),
    { ...written(story).privacy, term: 'Personal data' },
    fact('SHA-256', story.dataset.sha256, 'data'),
  ],
  tables: [columnsTable(story)],
});

const collection = (story: VersionStory): Chapter => ({
  id: 'collection',
  title: 'Collection',
  facts: [
    fact(
      'Collected by',
      listed(
        [...new Set(story.dataset.sources.flatMap((s) => s.collectedBy ?? []))].map((c) => clipped(c, 80)),
      ),
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
});

const preprocessing = (story: VersionStory): Chapter => ({
  id: 'preprocessing',
  title: 'Preprocessing',
  facts: [
    fact('Parts', story.split, 'run'),
    leftOut(story, 30),
    fact('Features', story.features, 'run'),
    fact('Training', story.training ?? 'all rows of the part, as they are', 'run'),
  ],
});

const uses = (story: VersionStory): Chapter => ({
  id: 'uses',
  title: 'Uses',
  facts: [
    fact('Used by', `${story.system}@${story.version}: ${story.framing.task}`, 'run'),
    fact('Must not be used for', null, 'design', 'the licence of the data tells; write it beside this sheet'),
  ],
});

const distribution = (story: VersionStory): Chapter => ({
  id: 'distribution',
  title: 'Distribution and maintenance',
  facts: [
    fact('Licence', null, 'design', 'ask those who collected the data, and write it beside this sheet'),
    fact(
      'Read again',
      retrainText(story.retrain) ?? 'when somebody runs "millwright run": the design asks for no schedule',
      'design',
    ),
  ],
});

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
