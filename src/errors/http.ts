import { entry, quoted } from './entry.ts';

/** What can be wrong with a request, or with listening for one. */
export const http = {
  'http/port-in-use': entry<{ host: string; port: number }>({
    says: (d) => `Port ${d.port} on ${d.host} is in use by another program.`,
    fix: (d) => `Stop that program, or choose another port: "millwright serve --port ${d.port + 1}".`,
    status: 500,
    exit: 1,
  }),
  'http/cannot-listen': entry<{ host: string; port: number; because: string }>({
    says: (d) => `Cannot listen on ${d.host} port ${d.port}: ${d.because}.`,
    fix: () => 'Choose another host or port with --host and --port, or HOST and PORT.',
    status: 500,
    exit: 1,
  }),
  'http/bad-port': entry<{ got: string }>({
    says: (d) => `PORT must be an integer from 0 to 65535. Got ${quoted(d.got)} instead.`,
    fix: () => 'Set PORT to a free port, or leave it out.',
    status: 500,
    exit: 2,
  }),
  'http/bad-keys': entry<{ from: string; because: string }>({
    says: (d) => `The keys in ${d.from} cannot be used: ${d.because}.`,
    fix: (d) =>
      d.from.endsWith('.json')
        ? `Delete ${d.from}: the next start makes a new key.`
        : 'Write "role,role:key" entries separated by spaces, keys at least 16 characters, roles among ingest, predict, read, admin.',
    status: 500,
    exit: 2,
  }),
  'http/no-key': entry<Record<never, never>>({
    says: () => 'The request brings no key, or one that is not known here.',
    fix: () => 'Send the header "Authorization: Bearer KEY" with a key of this server.',
    status: 401,
    exit: 2,
  }),
  'http/wrong-origin': entry<{ origin: string; host: string }>({
    says: (d) => `The request was made by a page of ${quoted(d.origin)}; this server is ${quoted(d.host)}.`,
    fix: () => 'Change things from the console of this server, or with a key in the header "Authorization".',
    status: 403,
    exit: 2,
  }),
  'http/wrong-role': entry<{ needs: string; has: readonly string[] }>({
    says: (d) => `This needs a key with the role ${d.needs}; the one sent has ${d.has.join(', ')}.`,
    fix: (d) => `Use a key with the role ${d.needs} or admin.`,
    status: 403,
    exit: 2,
  }),
  'http/malformed-json': entry<{ because: string }>({
    says: (d) => `The body is not valid JSON: ${d.because}`,
    fix: () => 'Send UTF-8 JSON. NaN and Infinity are not JSON: write null for a missing value.',
    status: 400,
    exit: 2,
  }),
  'http/malformed': entry<{ because: string }>({
    says: (d) => `The request is malformed: ${d.because}.`,
    fix: () => 'See /openapi.json for what it must look like.',
    status: 400,
    exit: 2,
  }),
  'http/body-too-large': entry<{ limit: number }>({
    says: (d) => `The body is larger than ${d.limit} bytes.`,
    fix: () => 'Send fewer rows a request, or use "millwright predict" for whole files.',
    status: 413,
    exit: 2,
  }),
  'http/too-many-rows': entry<{ rows: number; most: number }>({
    says: (d) => `The request has ${d.rows} rows; at most ${d.most} are answered at once.`,
    fix: () => 'Send fewer rows a request, or use "millwright predict" for whole files.',
    status: 413,
    exit: 2,
  }),
  'http/media-type': entry<{ got: string }>({
    says: (d) => `The content type ${quoted(d.got)} is not read here.`,
    fix: () => 'Send JSON with the header "Content-Type: application/json".',
    status: 415,
    exit: 2,
  }),
  'http/no-route': entry<{ method: string; path: string }>({
    says: (d) => `There is no ${d.method} ${d.path}.`,
    fix: () => 'See GET / for what there is.',
    status: 404,
    exit: 2,
  }),
  'http/no-report': entry<{ system: string; version: string }>({
    says: (d) => `There is no report of ${d.system}@${d.version}.`,
    fix: (d) => `Make it with "millwright report ${d.system}@${d.version}".`,
    status: 404,
    exit: 2,
  }),
  'http/rate': entry<{ seconds: number }>({
    says: () => 'This key has sent more requests than it may.',
    fix: (d) => `Try again in ${d.seconds} s.`,
    status: 429,
    exit: 1,
  }),
  'http/overloaded': entry<Record<never, never>>({
    says: () => 'The server has more work than it can answer in time.',
    fix: () => 'Try again in a moment.',
    status: 503,
    exit: 1,
  }),
  'http/internal': entry<{ requestId: string }>({
    says: () => 'The server met a fault of its own; the log tells more under the request id.',
    fix: (d) => `Report it with the request id ${d.requestId}.`,
    status: 500,
    exit: 1,
  }),
};
