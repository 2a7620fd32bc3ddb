import type { Incident } from '../../contracts/watching.ts';

const PATIENCE_MS = 10_000;

/**
 * Send an incident to an address that a design asks for. Tried once: an address that is down must not be what keeps a
 * server busy. The address may hold a secret, so that it is not told where it fails.
 *
 * @param name the environment variable that should hold the address
 */
export async function tellWebhook(
  name: string,
  address: string | undefined,
  incident: Incident,
  note: (line: string) => void,
): Promise<void> {
  const failed = (because: string): void =>
    note(`nobody was told of ${incident.id} of ${incident.system}: ${because}`);
  if (address === undefined) return failed(`the environment has no ${name}`);
  const { system, state, when, value, limit, side, says, action, id, since } = incident;
  const text = `${system}: ${when} is ${state}. ${says}`;
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, system, state, when, value, limit, side, says, action, id, since }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      redirect: 'error',
    });
    await answer.body?.cancel();
    if (!answer.ok) failed(`${name} answered ${answer.status}`);
  } catch (error) {
    failed(`${name} cannot be reached (${(error as Error).name})`);
  }
}
