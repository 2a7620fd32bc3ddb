import type { ShadowSlate } from '../../../contracts/slate-line.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LaterMember } from '../line-log.ts';

/**
 * The member that a challenger adds to a logged slate once it was answered: what it would have shown for the same question,
 * over what it knows when its turn comes. Nothing where it refuses the question or fails; where there was no time, that it was
 * dropped.
 *
 * make: the ids of the items that it shows.
 */
export const shadowMember = (version: number, make: () => readonly string[], clock: Clock): LaterMember => ({
  more() {
    try {
      return member(shadowSlate(version, make, clock));
    } catch {
      // Nobody asked for this slate: a fault in it must not reach those that are answered.
      return '';
    }
  },
  dropped: member({ version, dropped: true }),
});

const member = (shadow: object): string => `,"shadow":${JSON.stringify(shadow)}`;

function shadowSlate(version: number, make: () => readonly string[], clock: Clock): ShadowSlate {
  const start = clock.elapsed();
  const items = make();
  return { version, items, micros: Math.round((clock.elapsed() - start) * 1e4) / 10 };
}
