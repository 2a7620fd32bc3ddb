import type { ObjectiveComparison } from '../../contracts/recommend-evaluation.ts';

/** Which of several objectives to use, best first, and by how much, in words for people. */
export function whichObjective(
  objectives: ObjectiveComparison['objectives'],
  metric: string,
  sure: boolean,
): string {
  const judged = objectives.filter(({ skipped }) => skipped === null);
  const [best, next] = judged;
  if (best === undefined || best.value.value === null) return `No objective could be judged by ${metric}.`;
  const skipped = objectives
    .filter((o) => o.skipped !== null)
    .map((o) => ` ${o.name} was not learned: ${o.skipped}.`)
    .join('');
  if (next === undefined) return `There is only ${best.name} to judge by ${metric}.${skipped}`;
  if (sure) {
    const { value, low, high } = next.behind;
    const share = next.value.value === 0 ? '' : `, ${percent(value! / Math.abs(next.value.value!))} more`;
    return `Use ${best.name}: its lists bring ${digits(best.value.value)} a user by ${metric}, ${digits(value!)} (${digits(low!)} to ${digits(high!)}) more than those of ${next.name}, which come next${share}.${best.answers ? '' : ' Another objective answers now.'}${skipped}`;
  }
  const alike = judged.filter((o) => o.name !== best.name && !(o.behind.low !== null && o.behind.low > 0));
  const worse = judged.filter((o) => o.name !== best.name && !alike.includes(o));
  const rest =
    worse.length === 0
      ? ''
      : ` ${worse.map((o) => o.name).join(' and ')} surely ${worse.length === 1 ? 'brings' : 'bring'} less.`;
  return `By ${metric}, ${best.name} (${digits(best.value.value)}) and ${alike.map((o) => `${o.name} (${digits(o.value.value!)})`).join(' and ')} cannot be told apart on these users.${rest}${skipped}`;
}

const digits = (x: number): string => x.toFixed(4);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
