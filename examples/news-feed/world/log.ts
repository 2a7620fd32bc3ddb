import { inOrder } from './in-order.ts';
import { startLoggingPolicy } from './logging-policy.ts';
import { forgetBefore, type Past, startPast } from './past.ts';
import { sessionsOf } from './sessions.ts';
import { logEndsAt, type Town } from './town.ts';
import type { Truth } from './truth.ts';
import { type FeedEvent, visitor } from './visit.ts';

/**
 * The days of the log under the simple policy: events in the order of their time.
 *
 * @param until nothing that happens at this instant or later; left out, the end of the days of the log
 * @returns what has been shown, liked and followed by its end
 */
export function simulateLog(
  town: Town,
  truth: Truth,
  tell: (event: FeedEvent) => void,
  until = logEndsAt(town),
): Past {
  const past = startPast(town);
  const policy = startLoggingPolicy(town);
  const visit = visitor(town, truth);
  const events = inOrder<FeedEvent>((event) => {
    policy.observe(event);
    tell(event);
  });
  for (let day = 0; day < town.size.days; day++) {
    for (const session of sessionsOf(town, day)) {
      if (session.at >= until) break;
      events.tellUntil(session.at);
      const { posts, propensities } = policy.slate(past, session);
      visit(past, session, posts, (action, at, post, position, value) => {
        const propensity = action === 'impression' ? propensities[position]! : Number.NaN;
        events.add({
          action,
          at,
          reader: session.reader,
          post,
          value,
          session: session.id,
          position,
          propensity,
        });
      });
    }
    forgetBefore(past, policy.firstFresh);
  }
  events.tellUntil(until);
  return past;
}
