import type { ShadowSlate } from '../../../contracts/slate-line.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { LaterMember } from '../line-log.ts';
import type { SlateMaker, SlateQuestion } from './make-slate.ts';

/**
 * The member that a challenger adds to a logged slate once it was answered: what it would have shown for the same question,
 * over what it knows when its turn comes. Nothing where it refuses the question or fails; where there was no time, that it was
 * dropped.
 */
export const shadowMember = (maker: SlateMaker, question: SlateQuestion, clock: Clock): LaterMember => ({
  more() {
    try {
      return member(shadowSlate(maker, question, clock));
    } catch {
      // Nobody asked for this slate: a fault in it must not reach those that are answered.
      return '';
    }
  },
  dropped: member({ version: maker.version.version, dropped: true }),
});

const member = (shadow: object): string => `,"shadow":${JSON.stringify(shadow)}`;

function shadowSlate(maker: SlateMaker, question: SlateQuestion, clock: Clock): ShadowSlate {
  const start = clock.elapsed();
  const { entries } = maker.make(question, false);
  const micros = Math.round((clock.elapsed() - start) * 1e4) / 10;
  const { items } = maker.state;
  return { version: maker.version.version, items: entries.map(({ item }) => items.ids[item]!), micros };
}
