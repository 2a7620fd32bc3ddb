import type { RecommendReportFacts } from '../../../contracts/report.ts';
import { type Html, html } from '../html.ts';
import { sentence } from '../names.ts';
import { count, fixed, percent } from '../numbers.ts';
import type { Remark } from '../sections/remarks.ts';
import { rankingWords } from './words.ts';

/** What a person should know before promoting a recommender, what speaks against it first. */
export function recommendRemarks(facts: RecommendReportFacts): readonly Remark[] {
  const found = [caution(facts), ...warnings(facts), newcomers(facts), narrow(facts), parity(facts)];
  const order = { warn: 0, info: 1, good: 2 };
  return found.filter((r) => r !== null).sort((a, b) => order[a.tone] - order[b.tone]);
}

const remark = (tone: Remark['tone'], says: Html): Remark => ({ tone, says });

function caution({ trained }: RecommendReportFacts): Remark | null {
  const says = trained.evaluation.caution;
  return says === null ? null : remark('warn', sentence(says));
}

const SHOWN = 3;

function warnings({ dataset }: RecommendReportFacts): readonly Remark[] {
  const all = dataset.findings.filter((f) => f.severity === 'warning');
  const more = all.length - SHOWN;
  return [
    ...all.slice(0, SHOWN).map((f) => remark('warn', sentence(f.says))),
    ...(more > 0 ? [remark('warn', html`${more} more about <a href="#data">the data</a>.`)] : []),
  ];
}

/** Users who had done little are served worst nearly everywhere; worth a word where it is much. */
function newcomers({ trained: { evaluation } }: RecommendReportFacts): Remark | null {
  const { primary, slices, metrics } = evaluation;
  const few = slices.find((s) => s.column === 'activity')?.metrics[primary]?.value;
  const all = metrics[primary]?.value;
  if (few == null || all == null || few > 0.7 * all) return null;
  const first = slices.find((s) => s.column === 'activity')!;
  return remark(
    'info',
    html`${count(first.rows)} test users of whom least was known (${first.value} events) get a ${rankingWords(primary).label} of ${fixed(few, 3)}, against ${fixed(all, 3)} for all.`,
  );
}

const NARROW = 0.05;

function narrow({ trained: { evaluation } }: RecommendReportFacts): Remark | null {
  const [name, coverage] = Object.entries(evaluation.metrics).find(([m]) => m.startsWith('coverage')) ?? [];
  if (name === undefined || coverage?.value == null || coverage.value > NARROW) return null;
  return remark(
    'info',
    html`It shows ${percent(coverage.value)} of the items to anybody (${rankingWords(name).label}): diversity and exploration can be asked for by <code>rerankers</code>.`,
  );
}

const parity = ({
  trained: {
    parity: { users },
  },
}: RecommendReportFacts): Remark =>
  remark('good', html`The reloaded artifact gave ${count(users)} users the same slates, to the last bit.`);
