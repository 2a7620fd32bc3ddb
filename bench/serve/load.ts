import { connect, type Socket } from 'node:net';

export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * Send the same POST over `connections` kept-alive connections, each waiting for its answer, for some seconds.
 *
 * Plain sockets: a client library would cost more than the server does, and measure itself. Throws when an answer has
 * another status than 200.
 */
export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  seconds: number,
  connections = 32,
): Promise<Load> {
  const { hostname, port, pathname, host } = new URL(url);
  const lines = Object.entries({ host, ...headers, 'content-length': String(Buffer.byteLength(body)) });
  const request = Buffer.from(
    `POST ${pathname} HTTP/1.1\r\n${lines.map(([k, v]) => `${k}: ${v}\r\n`).join('')}\r\n${body}`,
  );
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, () => talk(connect(Number(port), hostname), request, end, latencies)),
  );
  const elapsed = (performance.now() - start) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (q: number): number => latencies[Math.floor(q * latencies.length)] ?? Number.NaN;
  return {
    requests: latencies.length,
    perSecond: latencies.length / elapsed,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
  };
}

function talk(socket: Socket, request: Buffer, end: number, latencies: number[]): Promise<void> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let text = '';
    const next = (): void => {
      sent = performance.now();
      if (sent >= end) {
        socket.end();
        resolve();
      } else socket.write(request);
    };
    socket.setNoDelay(true);
    socket.on('connect', next);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1]);
      if (text.length < head + 4 + length) return;
      if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text));
      latencies.push(performance.now() - sent);
      text = '';
      next();
    });
  });
}
