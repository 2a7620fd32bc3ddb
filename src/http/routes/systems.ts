import type { FastifyInstance } from 'fastify';
import type { Journal } from '../../ports/journal.ts';
import type { Served } from '../../stages/serve/served-project.ts';
import type { ServedSystem } from '../../stages/serve/served-system.ts';
import { compareShadow } from '../../stages/serve/shadow-comparison.ts';
import { compareSlates } from '../../stages/serve/slate-comparison.ts';
import { instant, registryJson } from '../registry-json.ts';
import type { Server } from '../server.ts';

type ByName = { Params: { system: string } };

/** GET /v1/systems: what is served, by which versions, and how the challenger does in shadow. */
export function systemRoutes(app: FastifyInstance, { project, journal, look, tallies, since }: Server): void {
  const config = { role: 'read' } as const;
  const schema = { tags: ['systems'] };

  app.get('/v1/systems', { config, schema }, () => ({
    systems: project.all.map((s) => registryJson(s)),
  }));

  app.get<ByName>('/v1/systems/:system', { config, schema }, ({ params }, reply) => {
    reply.send(registryJson(project.pickAny(params.system)));
  });

  app.get<ByName>('/v1/systems/:system/monitoring', { config, schema }, async ({ params }) => {
    const { name } = project.pickAny(params.system);
    const versions = tallies.versions.filter(({ labels }) => labels.system === name);
    return {
      system: name,
      since: instant(since),
      traffic: versions.map(({ labels, requests, errors }) => ({
        version: labels.version,
        requests,
        errors,
      })),
      report: (await look?.(name)) ?? null,
    };
  });

  app.get<ByName>('/v1/systems/:system/shadow', { config, schema }, async ({ params }) => {
    const system = project.pickAny(params.system);
    await system.log.flush();
    const found = await comparison(system, journal);
    const named = (version: number | null): string | null =>
      version === null ? null : `${system.name}@${version}`;
    return {
      system: system.name,
      ...found,
      champion: named(system.registry.champion),
      challenger: named(system.registry.challenger),
      dropped: system.shadow.dropped,
    };
  });
}

/** How the challenger compares, or why it does not. */
async function comparison(system: Served, journal: Journal): Promise<object> {
  const { challenger, challengerFailure } = system;
  if (challenger !== undefined)
    return system.kind === 'predict' ? ofPredictor(system, journal) : ofSlates(system, journal);
  const because = challengerFailure?.message ?? 'no version waits as challenger';
  return system.kind === 'predict' ? { rows: 0, because } : { slates: 0, because };
}

const ofPredictor = ({ name, champion, challenger }: ServedSystem, journal: Journal) =>
  compareShadow(journal, name, champion.pipeline.task, champion, challenger!);

const ofSlates = ({ name, champion, challenger }: Exclude<Served, ServedSystem>, journal: Journal) =>
  compareSlates(journal, name, champion.version, challenger!.version.version);
