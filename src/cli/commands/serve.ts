import { fail } from '../../errors/fail.ts';
import { command } from '../command.ts';

export const serve = command({
  name: 'serve',
  about: 'Answer predictions over HTTP until stopped',
  arguments: {},
  options: {
    host: {
      type: 'text',
      about: 'address to listen on; HOST and the design say otherwise',
      placeholder: 'address',
    },
    port: {
      type: 'integer',
      about: 'port to listen on, 0 for any; PORT and the design say otherwise',
      min: 0,
      max: 65_535,
    },
  },
  examples: ['millwright serve', 'millwright serve --port 8081', 'millwright serve --host 0.0.0.0'],
  async run({ host, port }, context) {
    const { startServer } = await import('../serve/start-server.ts');
    const server = await startServer(context.project, {
      host: host ?? context.env.HOST,
      port: port ?? portOf(context.env.PORT),
      keys: context.env.MILLWRIGHT_KEYS,
      programVersion: context.version,
      note: context.note,
    });
    const { address, freshKey } = server;
    const served = server.project.all;
    const systems = served.map((s) => `${s.name}@${s.registry.champion}`);
    try {
      context.announce({
        json: { address, systems, key: freshKey, pid: process.pid },
        text: (paint) =>
          [
            `${paint.bold('Serving')} ${systems.map(paint.name).join(', ')} at ${paint.bold(address)}`,
            ...(freshKey === null
              ? []
              : [
                  `  key      ${paint.bold(freshKey)}`,
                  paint.dim(
                    '           for everything; shown this once, kept as a hash in .millwright/keys.json',
                  ),
                ]),
            `  API      ${address}/openapi.json`,
            `  reports  ${served.map((s) => `${address}/reports/${s.name}/${s.registry.champion}`).join(`\n${' '.repeat(11)}`)}`,
            paint.dim(
              'Requests bring the key: authorization: Bearer KEY; a browser, as password. Ctrl-C stops.',
            ),
          ].join('\n'),
      });
      await stopped(context.signal);
      context.note('stopping: no new requests, finishing those under way');
    } finally {
      await server.close();
    }
    return null;
  },
});

const stopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

function portOf(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw fail('http/bad-port', { got: text });
}
