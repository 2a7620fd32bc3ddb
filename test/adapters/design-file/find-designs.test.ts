import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findDesigns, readSystem } from '../../../src/adapters/design-file/find-designs.ts';
import { Failure } from '../../../src/errors/fail.ts';

const DESIGN = 'data: a.csv\nframing: { target: y }\n';

const projectOf = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'millwright-'));
  mkdirSync(join(folder, '.millwright'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

const failure = async (call: Promise<unknown>): Promise<Failure> => {
  const error = await call.then(
    () => new Error('nothing was wrong'),
    (e: unknown) => e,
  );
  if (!(error instanceof Failure)) throw error;
  return error;
};

test('findDesigns: by name, in order; nothing else', async () => {
  const project = projectOf({
    'fraud.design.yml': DESIGN,
    'churn.design.yaml': DESIGN,
    'churn.columns.ts': '',
    '.hidden.design.yaml': DESIGN,
    'notes.yaml': '',
  });
  expect(await findDesigns(project)).toEqual(['churn.design.yaml', 'fraud.design.yml']);
});

describe('readSystem', () => {
  test('the only one needs no name', async () => {
    const project = projectOf({ 'churn.design.yaml': DESIGN });
    expect((await readSystem(project, undefined)).path).toBe('churn.design.yaml');
    expect((await readSystem(project, 'churn')).path).toBe('churn.design.yaml');
  });

  test('a name given in the file goes before that of the file', async () => {
    const project = projectOf({ 'a.design.yaml': `name: fraud\n${DESIGN}`, 'b.design.yaml': DESIGN });
    expect((await readSystem(project, 'fraud')).path).toBe('a.design.yaml');
    expect((await failure(readSystem(project, 'a'))).code).toBe('design/system-unknown');
  });

  test('a broken neighbour is no obstacle', async () => {
    const project = projectOf({ 'churn.design.yaml': DESIGN, 'broken.design.json': '{' });
    expect((await readSystem(project, 'churn')).path).toBe('churn.design.yaml');
  });

  test('tells what there is', async () => {
    expect((await failure(readSystem(projectOf({}), undefined))).code).toBe('design/none');
    const two = projectOf({ 'churn.design.yaml': DESIGN, 'fraud.design.yaml': DESIGN });
    expect((await failure(readSystem(two, undefined))).message).toBe(
      'This project has 2 systems: churn, fraud.',
    );
    expect((await failure(readSystem(two, 'frad'))).message).toMatch(/Did you mean "fraud"\?$/);
    const twins = projectOf({
      'churn.design.yaml': DESIGN,
      'churn.design.json': '{"data":"a.csv","framing":{"target":"y"}}',
    });
    expect((await failure(readSystem(twins, 'churn'))).code).toBe('design/twice');
  });
});
