import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { fail } from '../errors/fail.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'this user may not use that port',
};

/**
 * Accept requests; port 0 takes any that is free. Throws 'http/port-in-use' or 'http/cannot-listen'.
 *
 * @returns the address as a URL
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw fail('http/port-in-use', { host, port });
    throw fail('http/cannot-listen', { host, port, because: REASONS[code ?? ''] ?? message });
  }
  const { port: actual } = app.server.address() as AddressInfo;
  return `http://${urlHost(host)}:${actual}`;
}

/** A wildcard address is reached at the loopback one; IPv6 stands in brackets. */
function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
