import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../../errors/fail.ts';
import { wire } from '../wire.ts';
import { type LookedAt, lookAround } from './look-around.ts';

/** The thread that looks at systems in service, so that no answer waits for a look: see LookThread. */

// Of this thread alone, where the system knows threads one by one: answers go first on a machine that is short of cores.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

const wired = wire(workerData as string);
const ports = { journal: await wired.readJournal(), artifacts: await wired.artifacts(), clock: wired.clock };
const look = lookAround(ports);

parentPort!.on('message', async (systems: readonly LookedAt[]) => {
  try {
    parentPort!.postMessage({ looks: await look(systems) });
  } catch (error) {
    parentPort!.postMessage({ code: error instanceof Failure ? error.code : 'bug' });
  }
});
