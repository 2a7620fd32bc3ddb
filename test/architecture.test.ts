import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { longFunctions } from './architecture/functions.ts';
import { importsOf } from './architecture/imports.ts';

/**
 * The rules of ARCHITECTURE.md, read from the document itself: what stands in its table is what is enforced.
 */
const root = join(import.meta.dirname, '..');
const files = globSync('src/**/*.ts', { cwd: root }).sort();
const text = new Map(files.map((f) => [f, readFileSync(join(root, f), 'utf8')]));

interface Room {
  readonly floor: number;
  readonly libraries: readonly string[];
}

const rooms = new Map<string, Room>();
for (const line of readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('\n')) {
  const cells = line.split('|').map((c) => c.trim());
  if (cells.length !== 6 || !/^\d+$/.test(cells[1]!)) continue;
  rooms.set(cells[2]!, {
    floor: Number(cells[1]),
    libraries: cells[4]!
      .split(',')
      .map((s) => s.trim())
      .filter(Boolean),
  });
}

const PURE_FLOORS = 9;
const roomOf = (file: string): string => file.split('/')[1]!;
const isDoor = (file: string): boolean => file.split('/').length === 2;
const edges = files.flatMap((file) => importsOf(text.get(file)!).map((to) => ({ file, to })));

describe('the import table', () => {
  test('is read from ARCHITECTURE.md and names every room, and no room that does not exist', () => {
    const folders = new Set(files.filter((f) => !isDoor(f)).map(roomOf));
    folders.delete('errors');
    expect([...rooms.keys()].sort()).toEqual([...folders].sort());
  });

  test('a room imports lower floors only', () => {
    const wrong = edges
      .filter((e) => e.to.startsWith('.') && !isDoor(e.file))
      .map((e) => ({ from: e.file, to: relative(root, join(root, dirname(e.file), e.to)) }))
      .filter(({ from, to }) => {
        if (isDoor(to)) return true;
        const [a, b] = [roomOf(from), roomOf(to)];
        if (a === b || b === 'errors') return false;
        if (a === 'errors') return true;
        return rooms.get(b)!.floor >= rooms.get(a)!.floor;
      })
      .map(({ from, to }) => `${from} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  test('a room imports only the libraries of its line; pure floors import neither Node nor types of it', () => {
    const wrong = edges
      .filter((e) => !e.to.startsWith('.') && !isDoor(e.file))
      .filter(({ file, to }) => {
        const room = rooms.get(roomOf(file));
        if (to.startsWith('node:')) return room === undefined || room.floor <= PURE_FLOORS;
        const name = to
          .split('/')
          .slice(0, to.startsWith('@') ? 2 : 1)
          .join('/');
        return !room?.libraries.includes(name);
      })
      .map(({ file, to }) => `${file} -> ${to}`);
    expect(wrong).toEqual([]);
  });

  test('no import cycle', () => {
    expect(cycles()).toEqual([]);
  });
});

describe('purity of floors 0 to 9', () => {
  const pure = files.filter((f) => !isDoor(f) && (rooms.get(roomOf(f))?.floor ?? 0) <= PURE_FLOORS);
  test.each([
    ['Date.now', /\bDate\.now\b/],
    ['new Date() without argument', /\bnew Date\(\s*\)/],
    ['Math.random', /\bMath\.random\b/],
    ['performance', /\bperformance\s*\./],
    ['eval or Function', /\beval\(|\bnew Function\b/],
    ['a dynamic import', /\bimport\(/],
  ])('%s is nowhere', (_name, pattern) => {
    expect(pure.filter((f) => pattern.test(code(text.get(f)!)))).toEqual([]);
  });
});

describe('style', () => {
  test('no file over 300 lines', () => {
    const long = files
      .map((f) => `${f}: ${text.get(f)!.trimEnd().split('\n').length}`)
      .filter((s) => Number(s.split(': ')[1]) > 300);
    expect(long).toEqual([]);
  });

  test('no function over 70 lines', () => {
    expect(files.flatMap((f) => longFunctions(text.get(f)!, 70).map((where) => `${f}:${where}`))).toEqual([]);
  });

  test('file names are kebab-case and say what is inside', () => {
    const banned = /(^|[-/])(utils?|helpers?|common|misc|managers?|stuff|lib)([-./]|$)/;
    expect(
      files.filter((f) => banned.test(f.slice(4)) || !/^[a-z0-9-]+\.ts$/.test(f.split('/').at(-1)!)),
    ).toEqual([]);
  });

  test('no component is special-cased by name outside its own file', () => {
    const pattern = /\.name\s*[!=]==?\s*['"`]/;
    const componentRooms = [...rooms].filter(([, r]) => r.floor === 5).map(([name]) => name);
    const wrong = files.filter(
      (f) => !componentRooms.includes(roomOf(f)) && roomOf(f) !== 'cli' && pattern.test(code(text.get(f)!)),
    );
    expect(wrong).toEqual([]);
  });

  test('kernels name one typed array, never a generic one', () => {
    const wrong = files.filter((f) => roomOf(f) === 'kernels' && /\bTypedArray\b/.test(code(text.get(f)!)));
    expect(wrong).toEqual([]);
  });

  test('no dead file: everything is reached from a door of the package', () => {
    const reached = new Set<string>();
    const open = files.filter((f) => isDoor(f));
    // Workers and jobs are started by URL rather than imported.
    for (const [file, source] of text)
      for (const m of source.matchAll(/['"`](\.\.?\/[\w./-]+?)(?:\.ts|\$\{[^}]*\})['"`]/g)) {
        const target = relative(root, join(root, dirname(file), `${m[1]}.ts`));
        if (text.has(target)) open.push(target);
      }
    while (open.length > 0) {
      const file = open.pop()!;
      if (reached.has(file)) continue;
      reached.add(file);
      for (const to of importsOf(text.get(file) ?? ''))
        if (to.startsWith('.')) open.push(relative(root, join(root, dirname(file), to)));
    }
    expect(files.filter((f) => !reached.has(f))).toEqual([]);
  });
});

/** Source without comments and strings, for rules about code. */
function code(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1');
}

function cycles(): string[] {
  const to = new Map<string, string[]>();
  for (const e of edges) {
    if (!e.to.startsWith('.')) continue;
    const target = relative(root, join(root, dirname(e.file), e.to));
    to.set(e.file, [...(to.get(e.file) ?? []), target]);
  }
  const state = new Map<string, 'open' | 'done'>();
  const found: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      found.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      return;
    }
    state.set(file, 'open');
    for (const next of to.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of files) visit(file, []);
  return found;
}
