import type { FastifyInstance } from 'fastify';
import type { LiveEvents, LiveFeatures } from '../../contracts/version-facts.ts';
import { fail } from '../../errors/fail.ts';
import { liveFeatures } from '../../stages/live-features.ts';
import { versionFacts } from '../../stages/version-facts.ts';
import type { Server } from '../server.ts';

type ByName = { Params: { system: string } };
type ByVersion = { Params: { system: string; version: string } };

/** What was measured of a version, and how its inputs are spread now: what the console draws. */
export function versionRoutes(app: FastifyInstance, { project, journal, stores }: Server): void {
  if (stores === undefined) return;
  const ports = { journal, ...stores };
  const config = { role: 'read' } as const;
  const tags = ['systems'];

  app.get<ByVersion>(
    '/v1/systems/:system/versions/:version',
    { config, schema: { tags, summary: 'Everything that was measured of a version' } },
    ({ params: { system: asked, version } }) => {
      const { name, registry } = project.pickAny(asked);
      const known = registry.versions.map((v) => v.version);
      if (!known.includes(Number(version))) throw fail('serve/no-version', { system: name, version, known });
      return versionFacts({ system: name, version: Number(version) }, ports);
    },
  );

  app.get<ByName>(
    '/v1/systems/:system/features',
    {
      config,
      schema: { tags, summary: 'How the inputs of the champion are spread now, and how fresh they are' },
    },
    async ({ params }): Promise<LiveFeatures | LiveEvents> => {
      const system = project.pickAny(params.system);
      const { name } = system;
      if (system.kind === 'predict') return liveFeatures(name, ports);
      const { version } = system.champion;
      const [newest] = await journal.read({ kind: 'event', system: name, newestFirst: true, limit: 1 });
      const folded = system.kind === 'recommend' ? system.maker.state.known : system.maker.live.seq;
      return { version, newest: newest === undefined ? null : { at: newest.at, seq: newest.seq }, folded };
    },
  );
}
