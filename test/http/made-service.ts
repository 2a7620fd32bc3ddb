import { join } from 'node:path';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { fileArtifacts } from '../../src/adapters/files/artifacts.ts';
import { fileCheckpoints } from '../../src/adapters/files/checkpoints.ts';
import { journalPath } from '../../src/adapters/server/writable-journal.ts';
import { openJournal } from '../../src/adapters/sqlite/journal.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { makeApp } from '../../src/http/app.ts';
import { ROLES, storedKey } from '../../src/http/keys.ts';
import type { AppOptions } from '../../src/http/server.ts';
import type { Journal } from '../../src/ports/journal.ts';
import {
  feedLoader,
  openProject,
  recommenderLoader,
  type ServedProject,
  versionLoader,
} from '../../src/stages/serve.ts';

/** One key a role, spelled after it. */
export const keyOf = (role: string): string => `key-of-the-role-${role}`;

export interface MadeService {
  readonly app: FastifyInstance;
  readonly project: ServedProject;
  readonly journal: Journal;
  /** Send a request as `role`; null sends no key. A body is sent as JSON unless it is a string. */
  ask(
    request: string,
    body?: unknown,
    role?: string | null,
  ): Promise<{ status: number; json: never; headers: Record<string, unknown> }>;
  close(): Promise<void>;
}

/** The service over the stores of a made project, as `serve` puts it together, without a port. */
export async function madeService(store: string, over: Partial<AppOptions> = {}): Promise<MadeService> {
  const artifacts = fileArtifacts(join(store, 'artifacts'));
  const journal = await openJournal(journalPath(store), { mode: 'write', what: 'test' });
  const project = await openProject({
    journal,
    artifacts,
    clock: systemClock,
    checkpoints: fileCheckpoints(join(store, 'checkpoints')),
  });
  const app = await makeApp({
    project,
    journal,
    clock: systemClock,
    load: versionLoader(artifacts),
    loadRecommender: recommenderLoader(artifacts),
    loadFeed: feedLoader(artifacts),
    keys: ROLES.map((role) => storedKey(role, [role], keyOf(role))),
    programVersion: '1.2.3',
    ...over,
  });
  return {
    app,
    project,
    journal,
    async ask(request, body, role = 'admin') {
      const [method, url] = request.split(' ') as [InjectOptions['method'], string];
      const response = await app.inject({
        method: method!,
        url,
        headers: {
          ...(role !== null && { authorization: `Bearer ${keyOf(role)}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = response.body;
      const json = (text.startsWith('{') ? JSON.parse(text) : text) as never;
      return { status: response.statusCode, json, headers: response.headers };
    },
    async close() {
      await app.close();
      await project.close();
      await journal.close();
    },
  };
}
