/**
 * Write docs/features-and-models.md from what the components say of themselves.
 *
 * With --check it writes nothing and exits with 1 when the page is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { balancers } from '../src/balancers/index.ts';
import { calibrators } from '../src/calibrators/index.ts';
import { ruleOf } from '../src/contracts/params.ts';
import { detectors } from '../src/detectors/index.ts';
import { features } from '../src/features/index.ts';
import { feedSources } from '../src/feed-sources/index.ts';
import { metrics } from '../src/metrics/index.ts';
import { rankingMetrics } from '../src/metrics/ranking/index.ts';
import { models } from '../src/models/index.ts';
import { multiTaskModels } from '../src/multitask/index.ts';
import { rerankers } from '../src/rerankers/index.ts';
import { retrievers } from '../src/retrievers/index.ts';
import { samplers } from '../src/samplers/index.ts';
import { splitters } from '../src/splitters/index.ts';

const waysOf = (parallel = []) =>
  parallel.map((way) => (way === 'data' ? 'rows (`data`)' : 'weights (`model`)')).join(', ');

const rooms = [
  {
    title: 'Features',
    lead: "Steps of a column, in the order in which they are taken: `features: { tenure: ['fill-median', { name: 'buckets-quantile', count: 5 }] }`. The last one writes numbers. Columns that a design leaves out get what each model asks for.",
    components: features,
    head: ['takes', 'writes', 'missing values'],
    facts: ({ accepts, writes, missing, requiresValue }) => [
      accepts.join(', '),
      writes === 'same' ? 'the same' : writes,
      requiresValue
        ? 'drop the row'
        : { fills: 'filled', passes: 'stay missing', encodes: 'a value of their own' }[missing],
    ],
  },
  {
    title: 'Models',
    lead: "`models: ['logistic', { name: 'boosted-trees', rounds: 300 }]`; without it the usual models for the target.",
    components: models,
    head: ['tier', 'for', 'trained', 'threads share out'],
    facts: ({ tier, categories, onlyNamed, parallel }) => [
      tier,
      categories.join(', '),
      onlyNamed ? 'when named' : 'as usual',
      waysOf(parallel),
    ],
  },
  {
    title: 'Metrics',
    lead: '`evaluation: { primary, metrics }`. Each has a bootstrap interval, and is measured by slice and on live labels too.',
    components: metrics,
    head: ['better', 'for'],
    facts: ({ better, categories }) => [better, categories.join(', ')],
  },
  {
    title: 'Splitters',
    lead: "`data: { split: { name: 'time', column: 'signedUpAt' } }`.",
    components: splitters,
    head: ['wants a column of'],
    facts: ({ needs }) => [
      { nothing: '', target: '', time: 'instants', group: 'groups', key: 'keys' }[needs],
    ],
  },
  {
    title: 'Samplers',
    lead: "`data: { sample: { name: 'stratified', rows: 100000 } }`: learn from fewer rows than there are. The sample is drawn from the rows that train and validate; choices are made on every validation row and quality is measured on every test row, so that what a sample costs can be seen.",
    components: samplers,
    head: ['wants a column of', 'stands for the whole'],
    facts: ({ needs, bias }) => [
      {
        nothing: '',
        strata: 'strata, else the target',
        weight: 'weights',
        links: 'keys, and `link`: the key of the linked row',
      }[needs],
      bias === null ? 'yes' : `no: ${bias}`,
    ],
  },
  {
    title: 'Balancers',
    lead: "`training: { imbalance: { name: 'over-sample', ratio: 0.5 } }`: for classes of unlike size. Only rows that are being fitted on are balanced, never those that a choice or a measurement is made on; probabilities are brought back to the true shares of the classes. Where wrong decisions have costs, `evaluation: { costs }` moves the threshold instead, and loses nothing.",
    components: balancers,
    head: ['for', 'rows'],
    facts: ({ categories, rows }) => [
      categories.join(', '),
      { weighs: 'weighed', drops: 'left out', adds: 'made up; validation rows stay out of the last fit' }[
        rows
      ],
    ],
  },
  {
    title: 'Calibrators',
    lead: "`training: { calibration: 'platt' }`: learned on validation rows by a model that was not fitted on them, kept with the model. The threshold and the best model are chosen by probabilities calibrated out of fold; the report shows the calibration before and after.",
    components: calibrators,
    head: ['for', 'learns', 'wants rows'],
    facts: ({ categories, shape, wants }) => [categories.join(', '), shape, String(wants)],
  },
  {
    title: 'Detectors',
    lead: 'The drift tests of monitoring, chosen by the form of a column; [monitoring.md](monitoring.md) says how they are used.',
    components: detectors,
    head: ['tests', 'distance'],
    facts: ({ accepts, statisticLabel }) => [accepts.join(', '), statisticLabel],
  },
  {
    title: 'Retrievers',
    lead: "Of recommenders: `retrievers: ['ease', { name: 'item-knn', neighbours: 50 }]`; without it all that the data suffice for. Each finds items for what somebody did; [recommend.md](recommend.md) says how their lists become one.",
    components: retrievers,
    head: ['tier', 'needs', 'gives to somebody new', 'gives new items', 'tried', 'threads share out'],
    facts: ({ tier, needs, coldUsers, coldItems, onlyNamed, parallel }) => [
      tier,
      needs
        .map(
          (need) => ({ time: 'times', attributes: 'attributes of items', friends: 'friends of users' })[need],
        )
        .join(', '),
      coldUsers ? 'yes' : '',
      coldItems ? 'yes' : '',
      onlyNamed ? 'when named' : 'as usual',
      waysOf(parallel),
    ],
  },
  {
    title: 'Models of several heads',
    lead: "Of feeds: `models: ['shared-body', { name: 'model-per-head', models: [{ name: 'boosted-trees', rounds: 300 }] }]`; without it all of them. Each tells the chance of every action, or the amount; all are trained, and validation pages choose.",
    components: multiTaskModels,
    head: ['tier', 'goes on from an earlier version'],
    facts: ({ tier, resumes }) => [tier, resumes ? 'yes' : ''],
  },
  {
    title: 'Sources of posts',
    lead: "Of feeds: `sources: ['followed-authors', { name: 'fresh', ofOneAuthor: 2 }]`; without it all that the tables suffice for. Each gives posts for a reader; their lists are taken in turn until there are as many as `serving.candidates`.",
    components: feedSources,
    head: ['needs', 'gives to a stranger'],
    facts: ({ needs = [], coldReaders }) => [needs.join(', '), coldReaders ? 'yes' : ''],
  },
  {
    title: 'Rerankers',
    lead: 'Of recommenders: steps that change the order of the list after the ranker, or leave items out, one after the other, where the design names them.',
    components: rerankers,
    head: [],
    facts: () => [],
  },
  {
    title: 'Measures of lists',
    lead: 'Of recommenders: `evaluation: { primary: \'ndcgAt10\' }`, and `millwright evaluate`: the name, "At" and how many places are looked at. Means over users with a bootstrap interval over them; hits are counted as trec_eval does, the order of equal scores included.',
    components: rankingMetrics,
    head: ['better', 'looks at'],
    facts: ({ better, uncut }) => [better, uncut ? 'all candidates (no "At")' : 'the first places'],
  },
];

const page = join(import.meta.dirname, '..', 'docs', 'features-and-models.md');
const text = `# Features and models

Written by \`npm run docs\` from the components themselves; do not edit. \`number\`, \`category\` and \`text\` are the forms in which columns
are held: continuous and discrete numbers and timestamps; nominal, ordinal and boolean values; texts and identifiers.
${rooms.map(chapter).join('')}`;

if (!process.argv.includes('--check')) writeFileSync(page, text);
else if (readFileSync(page, 'utf8') !== text) {
  console.error(
    'docs/features-and-models.md is not what the components say of themselves: run "npm run docs".',
  );
  process.exit(1);
}

function chapter({ title, lead, components, head, facts }) {
  const rows = components.map((c) => [`\`${c.name}\``, c.about, ...facts(c.traits ?? c)]);
  const params = components.flatMap(({ name, params = {} }) =>
    Object.entries(params).map(([param, spec], i) => [
      i === 0 ? `\`${name}\`` : '',
      `\`${param}\``,
      `\`${JSON.stringify(spec.default)}\``,
      spec.unit === undefined ? ruleOf(spec) : `${ruleOf(spec)}, ${spec.unit}`,
      spec.about,
    ]),
  );
  return [
    '',
    `## ${title}`,
    '',
    lead,
    '',
    table(['name', 'what it does', ...head], rows),
    ...(params.length === 0
      ? []
      : ['', table(['of', 'parameter', 'default', 'rule', 'what it means'], params)]),
    '',
  ].join('\n');
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
