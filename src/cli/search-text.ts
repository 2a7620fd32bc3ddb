import type { SearchRecord } from '../contracts/search.ts';
import { counted } from './counted.ts';

/** What a search came to, and how it is repeated. */
export function searchText({ trials, stopped, ensemble, budgetSeconds }: SearchRecord): string {
  const why = {
    time: `its ${budgetSeconds} s were over`,
    trials: 'so many were asked for',
    'not worth it': 'more was not worth it',
    done: 'there was no more to try',
  }[stopped];
  const lines = [
    `${counted(trials.length, 'trial')}; ${why}. "millwright run --trials ${trials.length}" repeats ${trials.length === 1 ? 'it' : 'them'}.`,
  ];
  if (ensemble !== null) {
    const members = ensemble.map(({ trial, share }) => `${share.toFixed(2)} ${trials[trial]!.model}`);
    lines.push(`The ensemble is the sum of ${members.join(', ')}.`);
  }
  return lines.join('\n');
}
