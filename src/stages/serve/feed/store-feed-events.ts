import type { TieChange, WorthChange } from '../../../contracts/product-event.ts';
import { fail } from '../../../errors/fail.ts';
import { nearest } from '../../../errors/nearest.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal.ts';
import type { TieInput } from './feed-answer.ts';

interface StorePorts {
  readonly journal: Journal;
  readonly clock: Clock;
}

/** Note who follows whom and who are friends, all or none; on disk when this resolves. Throws 'feed/bad-tie'. */
export async function storeTies(system: string, ties: readonly TieInput[], ports: StorePorts): Promise<void> {
  const bodies = ties.map(({ tie, from, to, since, closeness, gone }): TieChange => {
    const at = typeof since === 'string' ? Date.parse(since) : since;
    if (at !== undefined && !Number.isFinite(at))
      throw fail('feed/bad-tie', { from, to, because: `"since" (${String(since)}) is no instant` });
    if (tie === 'friend' && from === to)
      throw fail('feed/bad-tie', { from, to, because: 'nobody is a friend of himself' });
    return {
      type: '$tie',
      tie,
      from,
      to,
      ...(at !== undefined && { since: at }),
      ...(closeness !== undefined && { closeness }),
      ...(gone === true && { gone }),
    };
  });
  await append(system, bodies, ports);
}

/**
 * Change what one of each head is worth, from the next page on; on disk when this resolves. Heads that are not named keep
 * what the design says; null = all do. Throws 'feed/no-head'.
 */
export async function storeWorth(
  system: string,
  { worth, by, why }: Omit<WorthChange, 'type'>,
  heads: readonly string[],
  ports: StorePorts,
): Promise<void> {
  for (const head of Object.keys(worth ?? {}))
    if (!heads.includes(head))
      throw fail('feed/no-head', { system, head, known: heads, near: nearest(head, heads) });
  await append(system, [{ type: '$worth', worth, by, why }], ports);
}

async function append(
  system: string,
  bodies: readonly (TieChange | WorthChange)[],
  { journal, clock }: StorePorts,
): Promise<void> {
  const at = clock.now();
  await journal.append(
    bodies.map((body) => ({ kind: 'event' as const, system, id: null, at, body: JSON.stringify(body) })),
  );
}
