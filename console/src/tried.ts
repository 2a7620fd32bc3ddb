import type { TryInput } from '../../src/contracts/try-out.ts';

/** Recorded requests that are made again with each move. */
const RECORDED = 20;
const K = 10;

/** What the address asks to try: `w.hide=-2` is the worth of one hide. */
export function triedOf(query: URLSearchParams): TryInput {
  const worth = Object.fromEntries(
    [...query].flatMap(([name, value]) => (name.startsWith('w.') ? [[name.slice(2), Number(value)]] : [])),
  );
  const number = (name: string): number | undefined => {
    const text = query.get(name);
    return text === null || !Number.isFinite(Number(text)) ? undefined : Number(text);
  };
  const [user, why, diversity] = [query.get('user') ?? '', query.get('why') ?? '', number('diversity')];
  return {
    k: Math.min(50, Math.max(1, number('k') ?? K)),
    recorded: RECORDED,
    ...(user !== '' && { user }),
    ...(why !== '' && { why: [why] }),
    ...(diversity !== undefined && { diversity: Math.min(1, Math.max(0, diversity)) }),
    ...(Object.keys(worth).length > 0 && { worth }),
  };
}
