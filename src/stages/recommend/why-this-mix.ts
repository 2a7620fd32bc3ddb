import type { MixChoice } from '../../contracts/recommend-evaluation.ts';

/** Why retrievers were combined as they were, in words for people. */
export function whyThisMix(choice: Omit<MixChoice, 'because'>): string {
  const { primary, users, value, best, gain, sources, trials, ranker, rankers = [] } = choice;
  const on = `on ${users.toLocaleString('en')} validation users`;
  const alone = `${best.retriever} alone reaches a ${primary} of ${digits(best.value)} ${on}`;
  const skipped = [
    ...new Set(
      trials.filter((t) => t.skipped !== null).map((t) => `${t.retriever} was not tried: ${t.skipped}`),
    ),
  ];
  const parts =
    sources.filter((s) => s.weight >= FOR_UNKNOWN).length < 2
      ? [
          `${alone}, and ${gain.low === null ? 'there was nothing to combine it with' : `no blend was better on users by whom its weights were not found (${differenceText(gain)})`}.`,
        ]
      : [
          `A blend of ${sources.map((s) => `${s.retriever} (${weightText(s.weight)})`).join(', ')} reaches ${digits(value)} on users by whom its weights were not found; ${alone} (${differenceText(gain)}).`,
        ];
  const losses = sources
    .filter(() => sources.length > 1)
    .toSorted((a, b) => b.marginalValue - a.marginalValue)
    .map((s) => `${s.retriever} ${digits(s.marginalValue)}`);
  if (losses.length > 0) parts.push(`Without each of them it would lose: ${losses.join(', ')}.`);
  if (ranker !== undefined)
    parts.push(
      `A ranker (${ranker.model}) that learned from ${ranker.users.toLocaleString('en')} ${ranker.ofShown === true ? 'slates that users were shown' : 'of them'} orders the candidates: ${digits(ranker.value)} on users from whom it did not learn (against the mix: ${differenceText(ranker.gain)}).`,
    );
  const others = rankers.filter(({ model }) => model !== ranker?.model);
  if (others.length > 0)
    parts.push(
      `${ranker === undefined ? 'No ranker was surely better' : 'Learned, and not kept, were also'}: ${others.map((r) => `${r.model} ${digits(r.value)} (against the mix: ${differenceText(r.gain)})`).join(', ')}.`,
    );
  return [...parts, ...skipped.map((text) => `${text}.`)].join(' ');
}

const digits = (x: number): string => x.toFixed(4);
/** A weight that fills lists alone. */
const FOR_UNKNOWN = 1e-3;

const weightText = (w: number): string => (w < FOR_UNKNOWN ? 'for unknown users' : `weight ${w}`);

function differenceText({ value, low, high }: MixChoice['gain']): string {
  if (value === null) return 'difference unknown';
  return low === null || high === null
    ? `difference ${digits(value)}`
    : `difference ${digits(value)}, ${digits(low)} to ${digits(high)}`;
}
