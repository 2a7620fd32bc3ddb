import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { duckDbEngine } from '../../src/adapters/duckdb/engine.ts';
import type { Engine, SourceSpec } from '../../src/ports/engine.ts';
import { failureOf } from '../adapters/duckdb/scratch.ts';

const PORT = 54_000 + (process.pid % 1000);
const PASSWORD = 'p@ss:word';
const URL_OF = (password: string): string =>
  `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${PORT}/postgres`;

const ENVIRONMENT = {
  SHOP_URL: URL_OF(PASSWORD),
  WRONG_PASSWORD: URL_OF('not the password'),
  NO_SERVER: 'postgres://postgres:secret@127.0.0.1:1/postgres',
  NO_URL: 'mysql//nonsense secret',
};

const bin = globSync('/usr/lib/postgresql/*/bin').toSorted().at(-1);
const isRoot = process.getuid?.() === 0;
const user = isRoot ? 'postgres' : undefined;
const missing =
  bin === undefined
    ? 'no PostgreSQL server under /usr/lib/postgresql (apt-get install postgresql)'
    : isRoot && spawnSync('id', ['postgres']).status !== 0
      ? 'PostgreSQL refuses to run as root and there is no user postgres'
      : undefined;
if (missing !== undefined) console.log(`skipped: ${missing}`);

const folder = mkdtempSync(join(tmpdir(), 'millwright-postgres-'));
const data = join(folder, 'data');
let engine: Engine;

/** Run a program of the server as a user that it accepts. */
function server(program: string, args: readonly string[], input?: string): string {
  const [command, ...rest] = user
    ? ['runuser', '-u', user, '--', join(bin!, program)]
    : [join(bin!, program)];
  const env = { ...process.env, PGPASSWORD: PASSWORD };
  return execFileSync(command!, [...rest, ...args], {
    encoding: 'utf8',
    env,
    ...(input === undefined ? {} : { input }),
  });
}

const psql = (sql: string): string =>
  server(
    'psql',
    ['-h', '127.0.0.1', '-p', String(PORT), '-U', 'postgres', '-v', 'ON_ERROR_STOP=1', '-Atq', '-f', '-'],
    sql,
  );

beforeAll(() => {
  if (missing !== undefined) return;
  chmodSync(folder, 0o777);
  server('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '--no-sync',
    '-E',
    'UTF8',
    '--locale',
    'C.UTF-8',
  ]);
  server('pg_ctl', [
    '-D',
    data,
    '-w',
    '-l',
    join(folder, 'log'),
    '-o',
    `-p ${PORT} -c listen_addresses=127.0.0.1 -k ${folder} -c fsync=off`,
    'start',
  ]);
  psql(`ALTER USER postgres PASSWORD '${PASSWORD}'`);
  const hba = 'host all all 127.0.0.1/32 scram-sha-256\n';
  execFileSync('sh', ['-c', `cat > ${join(data, 'pg_hba.conf')}`], { input: hba });
  server('pg_ctl', ['-D', data, 'reload']);
  psql(SCHEMA);
  engine = duckDbEngine({
    threads: 2,
    memoryBytes: 2 ** 30,
    folders: [folder],
    environment: ENVIRONMENT,
  });
});

afterAll(async () => {
  await engine?.close();
  if (missing === undefined) server('pg_ctl', ['-D', data, '-w', '-m', 'immediate', 'stop']);
  rmSync(folder, { recursive: true, force: true });
});

const SCHEMA = `
CREATE SCHEMA shop;
CREATE TABLE shop."Odd ""Name""" (
  id bigint PRIMARY KEY, amount numeric(20, 4), ratio double precision, paid boolean, kind text,
  at timestamptz, day date, tags text[], facts jsonb, code uuid);
INSERT INTO shop."Odd ""Name""" VALUES
  (9007199254740993, 12345678.0001, 0.1, true, E'a,b\\n"c"', '2024-03-01 12:00:00.25+02', '2024-03-01', '{x,y}', '{"a": [1]}', '00000000-0000-0000-0000-000000000001'),
  (9007199254740994, NULL, 'NaN', false, 'NA', NULL, NULL, NULL, NULL, NULL),
  (9007199254740995, -1.5, 1e300, NULL, 'Straße', '1969-12-31 23:59:59.999Z', '1969-12-31', '{}', 'null', '00000000-0000-0000-0000-000000000003');
CREATE TABLE many AS SELECT i AS id, (i % 7)::int AS week, i / 3.0 AS amount FROM generate_series(1, 20000) AS g(i);
`;

const source = (over: Partial<SourceSpec>): SourceSpec => ({
  name: 'shop',
  kind: 'postgres',
  at: 'SHOP_URL',
  from: 'postgres: shop',
  collectedBy: null,
  trust: null,
  ...over,
});

describe.skipIf(missing !== undefined)('a Postgres source', () => {
  test('a table of every type, its name quoted', async () => {
    const { columns, rows } = await engine.load([source({ table: 'shop.Odd "Name"' })], []);
    expect(rows).toBe(3);
    expect(columns.map((c) => [c.name, c.type, c.missing])).toEqual([
      ['id', 'identifier', 0],
      ['amount', 'continuous', 1],
      ['ratio', 'continuous', 1],
      ['paid', 'boolean', 1],
      ['kind', 'nominal', 1],
      ['at', 'timestamp', 1],
      ['day', 'timestamp', 1],
      ['tags', 'nominal', 1],
      ['facts', 'nominal', 2],
      ['code', 'nominal', 1],
    ]);
    const { schema } = await engine.shape(
      columns.map(({ name, type }) => ({ name, type })),
      null,
    );
    const path = join(folder, 'shop.parquet');
    await engine.write(path, '');
    const { columns: read } = await engine.read(path, schema);
    expect(read.get('id')).toEqual({
      form: 'text',
      values: ['9007199254740993', '9007199254740994', '9007199254740995'],
    });
    expect(read.get('at')).toEqual({
      form: 'number',
      values: Float64Array.of(Date.UTC(2024, 2, 1, 10, 0, 0, 250), Number.NaN, -1),
    });
    expect(read.get('kind')).toMatchObject({ dictionary: ['Straße', 'a,b\n"c"'] });
  });

  test('a query, in order, in chunks; the same rows hash the same', async () => {
    const query = 'SELECT id, week, amount FROM many WHERE id <> 5 ORDER BY id DESC;';
    const first = await engine.load([source({ query })], []);
    expect(first.rows).toBe(19_999);
    const { schema } = await engine.shape([{ name: 'id', type: 'continuous' }], null);
    await engine.write(join(folder, 'many.parquet'), '');
    const { columns } = await engine.read(join(folder, 'many.parquet'), schema);
    expect((columns.get('id') as { values: Float64Array }).values.slice(0, 3)).toEqual(
      Float64Array.of(20_000, 19_999, 19_998),
    );
    const again = await engine.load([source({ query })], []);
    expect(again.sources).toEqual(first.sources);
    const other = await engine.load([source({ query: query.replace('DESC', 'ASC') })], []);
    expect(other.sources[0]!.sha256).not.toBe(first.sources[0]!.sha256);
  });

  test('it can only read', async () => {
    const query = 'WITH gone AS (DELETE FROM many RETURNING id) SELECT * FROM gone';
    expect(await failureOf(engine.load([source({ query })], []))).toMatch(
      /^source\/postgres: .*read-only|WITH/,
    );
    expect(psql('SELECT count(*) FROM many').trim()).toBe('20000');
  });

  test('joined with a second table', async () => {
    psql(
      'CREATE TABLE IF NOT EXISTS weeks AS SELECT i AS week, chr(65 + i) AS label FROM generate_series(0, 6) AS g(i)',
    );
    const sources = [source({ table: 'many' }), source({ name: 'weeks', table: 'weeks' })];
    const { columns, rows } = await engine.load(sources, [{ source: 'weeks', on: ['week'], how: 'left' }]);
    expect([rows, ...columns.map((c) => c.name)]).toEqual([20_000, 'id', 'week', 'amount', 'label']);
  });

  test('what goes wrong is told without the URL or the password', async () => {
    const failures = await Promise.all(
      [
        source({ table: 'nowhere' }),
        source({ query: 'SELEC 1' }),
        source({ at: 'WRONG_PASSWORD', table: 'many' }),
        source({ at: 'NO_SERVER', table: 'many' }),
        source({ at: 'NO_URL', table: 'many' }),
        source({ at: 'NOT_SET', table: 'many' }),
      ].map(async (spec) => {
        const one = duckDbEngine({ threads: 1, memoryBytes: 2 ** 28, folders: [], environment: ENVIRONMENT });
        try {
          return await failureOf(one.load([spec], []));
        } finally {
          await one.close();
        }
      }),
    );
    const [table, query, password, serverDown, url, variable] = failures;
    expect(table).toMatch(
      /^source\/postgres: postgres: shop could not be read: relation "nowhere" does not exist\.$/,
    );
    expect(query).toMatch(/^source\/postgres: .*syntax error/);
    expect(password).toMatch(/^source\/postgres: .*password authentication failed/);
    expect(serverDown).toMatch(/^source\/postgres: .*ECONNREFUSED/);
    expect(url).toMatch(/^source\/postgres/);
    expect(variable).toMatch(/^source\/no-url: The environment variable NOT_SET/);
    for (const text of failures) expect(text).not.toMatch(/secret|not the password|p@ss|postgres:\/\//);
  });
});
