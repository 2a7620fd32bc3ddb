import { setTimeout as wait } from 'node:timers/promises';
import type { Incident } from '../../contracts/watching.ts';

const PATIENCE_MS = 10_000;
/** How long is waited before each further attempt: about a quarter of an hour in all. */
const WAITS_MS = [5_000, 30_000, 120_000, 600_000];

export interface Telling {
  readonly signal: AbortSignal;
  /** Before each further attempt, ms; five attempts over a quarter of an hour without it. */
  readonly waitsMs?: readonly number[];
}

/**
 * Send an incident to an address that a design asks for, and again where it is down or too busy, five times at most. The
 * address may hold a secret, so that it is not told where it fails.
 *
 * @param name the environment variable that should hold the address
 * @returns why nobody was told; null = somebody was
 *
 * Throws AbortError once it is cut off.
 */
export async function tellWebhook(
  name: string,
  address: string | undefined,
  incident: Incident,
  { signal, waitsMs = WAITS_MS }: Telling,
): Promise<string | null> {
  if (address === undefined) return `the environment has no ${name}`;
  for (let attempt = 0; ; attempt++) {
    const { because, again } = await send(name, address, incident, signal);
    const pause = waitsMs[attempt];
    if (because === null) return null;
    if (!again || pause === undefined)
      return `${because}, tried ${attempt === 0 ? 'once' : `${attempt + 1} times`}`;
    await wait(pause, undefined, { signal, ref: false });
  }
}

interface Sent {
  readonly because: string | null;
  /** Another attempt may go better. */
  readonly again: boolean;
}

async function send(name: string, address: string, incident: Incident, signal: AbortSignal): Promise<Sent> {
  const { system, state, when, value, limit, side, says, action, id, since } = incident;
  const text = `${system}: ${when} is ${state}. ${says}`;
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, system, state, when, value, limit, side, says, action, id, since }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
      redirect: 'error',
    });
    await answer.body?.cancel();
    const { ok, status } = answer;
    return ok
      ? { because: null, again: false }
      : { because: `${name} answered ${status}`, again: status >= 500 || status === 429 || status === 408 };
  } catch (error) {
    signal.throwIfAborted();
    return { because: `${name} cannot be reached (${(error as Error).name})`, again: true };
  }
}
