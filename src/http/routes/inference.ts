import type { FastifyInstance } from 'fastify';
import { fail } from '../../errors/fail.ts';
import type { OpenVersion } from '../../stages/serve/open-version.ts';
import type { ServedSystem } from '../../stages/serve/served-system.ts';
import { failureFor } from '../failures.ts';
import { modelMetadata } from '../inference/metadata.ts';
import type { InferRequest, InferResponse } from '../inference/protocol.ts';
import { readRows } from '../inference/read-rows.ts';
import { InferBody } from '../inference/schema.ts';
import { chooseOutputs, writeOutputs } from '../inference/write-outputs.ts';
import type { Server } from '../server.ts';

type Params = { Params: { model: string; version?: string } };

/** The Open Inference Protocol, version 2: a model is a system, a version its number in the registry. */
export function inferenceRoutes(app: FastifyInstance, server: Server): void {
  const { project, programVersion, tallies, limits, log } = server;
  const schema = { tags: ['open inference protocol'] };
  const read = { config: { role: 'read' as const }, schema };

  // Errors have the protocol's own shape here.
  app.setErrorHandler((error, request, reply) => {
    const failure = failureFor(error, request, log);
    reply.status(failure.status).send({ error: `${failure.message} ${failure.fix}` });
  });

  app.get('/v2', read, () => ({ name: 'millwright', version: programVersion, extensions: [] }));

  for (const path of ['/v2/models/:model', '/v2/models/:model/versions/:version']) {
    app.get<Params>(path, read, async ({ params }) => {
      const { system, open } = await find(params);
      const versions =
        params.version === undefined ? system.registry.versions.map((v) => v.version) : [open.version];
      return modelMetadata(system, open.pipeline, versions);
    });

    app.get<Params>(`${path}/ready`, read, async ({ params }) => {
      const { system } = await find(params);
      return { name: system.name, ready: true };
    });

    app.post<Params & { Body: InferRequest }>(
      `${path}/infer`,
      { config: { role: 'predict' }, schema: { ...schema, body: InferBody } },
      async (request): Promise<InferResponse> => {
        const { body } = request;
        const { system, open } = await find(request.params);
        request.tally = tallies.version(system.name, open);
        const { rows, flat } = readRows(body);
        if (rows.length > limits.rows)
          throw fail('http/too-many-rows', { rows: rows.length, most: limits.rows });
        const names = chooseOutputs(body, open.pipeline);
        const predictions = system.predictRows(rows, false, open);
        return {
          model_name: system.name,
          model_version: String(open.version),
          ...(body.id !== undefined && { id: body.id }),
          outputs: writeOutputs(names, predictions, open.pipeline, flat),
        };
      },
    );
  }

  async function find(params: Params['Params']): Promise<{ system: ServedSystem; open: OpenVersion }> {
    const system = project.pick(params.model);
    if (params.version === undefined) return { system, open: system.champion };
    if (!/^[1-9][0-9]{0,8}$/.test(params.version)) {
      const known = system.registry.versions.map((v) => v.version);
      throw fail('serve/no-version', { system: system.name, version: params.version, known });
    }
    return { system, open: await system.version(Number(params.version)) };
  }
}
