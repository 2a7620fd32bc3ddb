import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { MIGRATIONS, migrate, storeVersion } from '../../../src/adapters/sqlite/schema.ts';

const withNext = [...MIGRATIONS, 'ALTER TABLE record ADD COLUMN extra TEXT'];

test('an older store is brought up to date and keeps its records', () => {
  const db = new DatabaseSync(':memory:');
  migrate(db, 'x');
  db.exec(`INSERT INTO record VALUES (1, 'event', 'a', NULL, 0, 'body', 0)`);
  migrate(db, 'x', withNext);
  expect(storeVersion(db, 'x', withNext.length)).toBe(MIGRATIONS.length + 1);
  expect(db.prepare('SELECT body, extra FROM record').all()).toEqual([{ body: 'body', extra: null }]);
  migrate(db, 'x', withNext);
  expect(() => migrate(db, 'x')).toThrow('journal/newer');
});

test('a migration that fails leaves the old version', () => {
  const db = new DatabaseSync(':memory:');
  migrate(db, 'x');
  expect(() => migrate(db, 'x', [...withNext, 'CREATE NONSENSE'])).toThrow(/syntax/);
  expect(storeVersion(db, 'x')).toBe(MIGRATIONS.length);
  expect(db.prepare("SELECT count(*) AS n FROM pragma_table_info('record')").get()).toEqual({ n: 7 });
});
