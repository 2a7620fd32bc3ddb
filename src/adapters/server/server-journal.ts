import type { Ack } from '../../contracts/record.ts';
import { Failure, fail } from '../../errors/fail.ts';
import type { Journal } from '../../ports/journal.ts';
import type { ServerFile } from './server-file.ts';

/** How long the server may take to sync what it is sent. */
const TIMEOUT_MS = 10_000;

/**
 * The journal of a running server: appends go through its admin API, everything else is read from the file.
 *
 * @param file the same journal, open for reading; closed with this one
 */
export function serverJournal(server: ServerFile, file: Journal): Journal {
  return {
    ...file,
    async append(records) {
      try {
        const response = await fetch(`${server.address}/v1/admin/records`, {
          method: 'POST',
          headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ records }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        const answer = (await response.json()) as { acks?: Ack[]; error?: { message: string } };
        if (answer.acks !== undefined) return answer.acks;
        throw serverFailure(server, answer.error?.message ?? `it answered ${response.status}`);
      } catch (error) {
        if (error instanceof Failure) throw error;
        const { cause, message } = error as Error;
        throw serverFailure(server, cause instanceof Error ? cause.message : message);
      }
    },
  };
}

const serverFailure = (server: ServerFile, because: string): Failure =>
  fail('journal/server', { address: server.address, because: because.replace(/\.$/, '') });
