import { fail } from '../errors/fail.ts';
import type { SearchLimits } from '../stages/train/search/search-models.ts';

const SECONDS = { s: 1, m: 60, h: 3600 } as const;

/** Seconds of "90s", "5m" or "1.5h"; of a plain number, seconds. Throws 'cli/option-invalid'. */
export function secondsOf(flag: string, text: string): number {
  const [, number, unit = 's'] = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(text.trim()) ?? [];
  const seconds = Number(number) * SECONDS[unit as keyof typeof SECONDS];
  if (!(seconds > 0))
    throw fail('cli/option-invalid', { flag, rule: 'a time such as 60s, 5m or 1h', got: text });
  return seconds;
}

/** What the options of a search come to; undefined without any. */
export const searchLimits = (
  budget: string | undefined,
  trials: number | undefined,
): SearchLimits | undefined =>
  budget === undefined && trials === undefined
    ? undefined
    : { seconds: budget === undefined ? null : secondsOf('--budget', budget), trials: trials ?? null };
