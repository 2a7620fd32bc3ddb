import { parentPort, workerData } from 'node:worker_threads';
import { takeLock } from './lock.ts';
import type { Reply, Request, Setup } from './messages.ts';
import { openStore, refusalOf, type Store } from './store.ts';

/**
 * The journal's own thread: SQLite blocks, and a sync takes milliseconds.
 *
 * Group commit: requests that arrive while a commit runs wait in the port, are queued together when it ends, and
 * share the next one.
 */
const port = parentPort!;
const setup = workerData as Setup;
const queue: Request[] = [];
let store: Store;
let unlock = (): void => {};

const send = (reply: Reply): void => port.postMessage(reply);

function sendError(id: number, error: unknown): void {
  const { code, details } = refusalOf(error, setup.path);
  send({ id, failure: { code, details } });
}

/** Answer everything queued; each run of appends is one commit. */
function drain(): void {
  const requests = queue.splice(0);
  let i = 0;
  while (i < requests.length) {
    const group = [];
    for (let r = requests[i]; r?.op === 'append'; r = requests[++i]) group.push(r);
    if (group.length > 0) commit(group);
    else answer(requests[i++]!);
  }
}

function commit(group: readonly Extract<Request, { op: 'append' }>[]): void {
  try {
    const acks = store.appendAll(group.map((r) => r.records));
    group.forEach((r, i) => {
      send({ id: r.id, value: acks[i] });
    });
  } catch (error) {
    for (const r of group) sendError(r.id, error);
  }
}

function answer(request: Request): void {
  try {
    if (request.op === 'read') send({ id: request.id, value: store.read(request.query) });
    else if (request.op === 'verify') send({ id: request.id, value: store.verify() });
    else if (request.op === 'erase') send({ id: request.id, value: store.erase(request.changes) });
    else if (request.op === 'find')
      send({ id: request.id, value: store.find(request.kind, request.system, request.recordId) });
    else close(request.id);
  } catch (error) {
    sendError(request.id, error);
  }
}

function close(id: number): void {
  store.close();
  unlock();
  send({ id, value: undefined });
  port.close();
}

try {
  if (setup.mode === 'write') unlock = takeLock(setup.path, setup.holder, setup.waitMs);
  store = openStore(setup.path, setup.mode);
  port.on('message', (request: Request) => {
    if (queue.push(request) === 1) setImmediate(drain);
  });
  send({ id: 0, value: undefined });
} catch (error) {
  unlock();
  sendError(0, error);
  port.close();
}
