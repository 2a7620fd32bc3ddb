import { fail } from '../errors/fail.ts';
import { type OffPolicy, offPolicy } from '../experiments/off-policy.ts';
import { seedFor } from '../kernels/random.ts';
import type { Artifacts } from '../ports/artifacts.ts';
import type { Journal } from '../ports/journal.ts';
import type { Progress } from '../ports/progress.ts';
import { type Policy, type PolicyInput, policyOf } from './estimate/policy.ts';
import { type SlateDecisions, slateDecisions } from './estimate/slate-decisions.ts';
import { newestSlates, type SlateRow } from './monitor/slate-rows.ts';
import { actionsSince } from './monitor/slates/actions.ts';
import { slateOutcomes } from './monitor/slates/slate-outcomes.ts';

export interface EstimateSlatesInput extends PolicyInput {
  /** An event counts for the slate that showed its item at most so long before. */
  readonly hours: number;
  /**
   * place  what an item earns depends on where it stands: it counts where both have it in the same place
   * item   it does not: it counts where both show it
   */
  readonly counts: 'place' | 'item';
  /** Slates that are looked at, the newest. */
  readonly most: number;
  readonly level: number;
  readonly samples: number;
  readonly leastEffective: number;
}

/** What a policy would have earned by shown item. */
export interface EstimatedSlates extends OffPolicy {
  readonly slates: number;
  /** Slates from before the policy was trained: it learned from what came of them, so they are not used. */
  readonly tooOld: number;
  /** Slates that made a plain page of popular items. */
  readonly degraded: number;
  /** Why there are no estimates; null when there are. */
  readonly refused: string | null;
}

export interface EstimateSlatesPorts {
  readonly journal: Journal;
  readonly artifacts: Artifacts;
  readonly progress: Progress;
  readonly checkCancelled: () => void;
}

/** Share of what the policy shows that the log must have had a chance to show. */
const LEAST_SUPPORT = 0.9;

/**
 * What another version, or a retriever alone, would have earned, from the slates that the server logged and what users then
 * did. The slates are made again by the policy over what was known at each, and weighed by the logged chances.
 *
 * Slates from before the policy was trained are left out. Users are drawn whole, and count as one in what the log is worth.
 * Where the log could surely not have shown a tenth of what the policy shows, there is no estimate: of those items it knows
 * nothing, and inverse propensities take them for worthless. Deterministic.
 *
 * Throws 'estimate/no-slates', 'estimate/no-policy', 'serve/no-version' and 'artifact/...'.
 */
export async function estimateSlates(
  input: EstimateSlatesInput,
  ports: EstimateSlatesPorts,
): Promise<EstimatedSlates> {
  const { system, level, samples, leastEffective } = input;
  const { journal, progress } = ports;
  progress.begin('read slates');
  const policy = await policyOf(input, ports);
  const { trainedAt, rule, seed } = policy;
  const query = { system, most: input.most, after: null, since: null, version: null };
  const all = await newestSlates(journal, query);
  const whole = all.filter(({ degraded }) => degraded === undefined);
  const slates = whole.filter(({ at }) => at >= trainedAt);
  const tooOld = whole.length - slates.length;
  if (slates.length === 0) throw fail('estimate/no-slates', { system, tooOld });
  const actions = await actionsSince(journal, system, slates);
  const outcomes = slateOutcomes(slates, actions, rule, input.hours * 3_600_000);
  progress.end(`${slates.length} slates, ${actions.length} events`);
  progress.begin('make them again');
  const made = await remake(slates, policy, ports);
  progress.end();
  const decisions: SlateDecisions = slateDecisions(slates, outcomes.taken, made, input.counts);
  const told = offPolicy(decisions, { level, samples, leastEffective, seed: seedFor(seed, 'off-policy') });
  const refused = whyRefused(told, leastEffective);
  return {
    ...told,
    estimates: refused === null ? told.estimates : null,
    slates: slates.length,
    tooOld,
    degraded: all.length - whole.length,
    refused,
  };
}

function whyRefused({ estimates, effective, meanWeight }: OffPolicy, least: number): string | null {
  if (estimates === null)
    return `what was shown is worth ${Math.round(effective)} users of the other policy, and ${least} are asked for`;
  if (meanWeight.high >= LEAST_SUPPORT) return null;
  return `the log had no chance to show ${Math.round(100 * (1 - meanWeight.value))} % of what the other policy shows, so it tells nothing of it: let more places explore ("explore" among the rerankers), or show it to some`;
}

/** Of a policy that draws, so many lists are made of each slate. */
const DRAWS = 16;
const SLATES_A_TURN = 100;

/** By slate, the lists of the policy for the same question, over the events that were known then. */
async function remake(
  slates: readonly SlateRow[],
  policy: Policy,
  { journal, progress, checkCancelled }: EstimateSlatesPorts,
): Promise<string[][][]> {
  const draws = policy.draws ? DRAWS : 1;
  const order = [...slates.keys()].sort((a, b) => slates[a]!.known - slates[b]!.known);
  const made: string[][][] = new Array(slates.length);
  for (const [done, s] of order.entries()) {
    if (done % SLATES_A_TURN === 0) {
      checkCancelled();
      progress.at(done / order.length);
    }
    const slate = slates[s]!;
    await policy.follow(journal, slate.known);
    // By chances of its own: with those of the log it would draw what the log drew.
    made[s] = Array.from({ length: draws }, (_, draw) =>
      policy.make(slate, seedFor(slate.seed, `draw ${draw}`)),
    );
  }
  return made;
}
