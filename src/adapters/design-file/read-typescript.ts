import { stripTypeScriptTypes } from 'node:module';
import { basename } from 'node:path';
import { type Node, type Program, parse } from 'acorn';
import { Failure, fail, type Place } from '../../errors/fail.ts';
import { models } from '../../models/index.ts';
import { loadModule } from './load-module.ts';
import { locateIn } from './locate-in.ts';
import type { DesignText, Reader } from './reader.ts';

/**
 * Read a design as a TypeScript module: its default export.
 *
 * Types are blanked out in place, so that every line and column of the parsed text is one of the file.
 */
export const readTypeScript: Reader = async (source) => {
  const program = parsed(source);
  const { file } = source;
  const exported = program.body.find((n) => n.type === 'ExportDefaultDeclaration');
  if (exported === undefined) throw fail('design/no-export', {}, { file, line: 1, column: 1 });
  const loaded = await loadModule(source).catch((error: unknown) => {
    throw failureOf(error, source, program);
  });
  const locate = locateIn(file, exported.declaration, constantsOf(program));
  return { value: asData(loaded.default, locate([], 'value')), locate };
};

/** Parameters of models that are pure functions: they are kept as their text, which is read and never run. */
const FORMULAS: ReadonlySet<string> = new Set(
  models.flatMap(({ params }) => Object.keys(params).filter((name) => params[name]!.type === 'formula')),
);

/**
 * The exported value as JSON holds it, formulas as their text. Throws 'design/not-data' for what JSON would change or leave
 * out.
 */
function asData(exported: unknown, place: Place): unknown {
  const notData = (why: string): Error => fail('design/not-data', { why }, place);
  if (exported instanceof Promise) throw notData('it is a promise');
  const checked = (key: string, value: unknown): unknown => {
    const name = key === '' ? 'it' : key;
    // Types were blanked out in place, and lines may be broken: neither changes the text.
    if (typeof value === 'function' && FORMULAS.has(key))
      return String(value)
        .replace(/\s+/g, ' ')
        .replace(/ ([,)])/g, '$1');
    if (typeof value === 'function' || typeof value === 'symbol')
      throw notData(`${name} is a ${typeof value}`);
    if (typeof value === 'bigint') throw notData(`${name} is ${value}n, which is no number of JSON`);
    if (typeof value === 'number' && !Number.isFinite(value)) throw notData(`${name} is ${value}`);
    return value;
  };
  try {
    return JSON.parse(JSON.stringify(exported, checked) ?? 'null');
  } catch (error) {
    if (error instanceof Failure) throw error;
    const { message } = error as Error;
    throw notData(message.includes('circular') ? 'it contains itself' : message.split('\n')[0]!);
  }
}

function parsed({ text, file }: DesignText): Program {
  try {
    const plain = stripTypeScriptTypes(text);
    return parse(plain, { ecmaVersion: 'latest', sourceType: 'module', locations: true });
  } catch (error) {
    const { message, stack, loc } = error as Error & { loc?: { line: number; column: number } };
    const place = loc ? { file, line: loc.line, column: loc.column + 1 } : placeOfSyntax(file, stack ?? '');
    throw fail('design/syntax', { why: message.replace(/ \(\d+:\d+\)$/, '') }, place);
  }
}

/** Node tells the place of a syntax error at the head of the stack: ":LINE", the line, and a caret below it. */
function placeOfSyntax(file: string, stack: string): Place {
  const line = /^[^\n]*:(\d+)\n/.exec(stack)?.[1];
  const caret = /\n( *)\^+\n/.exec(stack)?.[1];
  return { file, line: Number(line ?? 1), column: (caret?.length ?? 0) + 1 };
}

function constantsOf(program: Program): ReadonlyMap<string, Node> {
  const constants = new Map<string, Node>();
  for (const node of program.body) {
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations)
      if (id.type === 'Identifier' && init) constants.set(id.name, init);
  }
  return constants;
}

/** What went wrong while the module was loaded, at the line of the design that did it. */
function failureOf(error: unknown, { file, absolute }: DesignText, program: Program): Error {
  const { message = String(error), code, stack = '' } = error as Error & { code?: string };
  const first: Place = { file, line: 1, column: 1 };
  if (code === 'ERR_MODULE_NOT_FOUND') {
    const missing = /Cannot find (?:module|package) '([^']*)'/.exec(message)?.[1] ?? '';
    for (const node of program.body) {
      if (node.type !== 'ImportDeclaration') continue;
      const specifier = String(node.source.value);
      if (specifier !== missing && basename(specifier) !== basename(missing)) continue;
      const { line, column } = node.source.loc!.start;
      return fail('design/import-absent', { specifier }, { file, line, column: column + 1 });
    }
    return fail('design/import-absent', { specifier: missing }, first);
  }
  const frames = stack.split('\n').filter((l) => l.includes(basename(absolute)));
  const [, line, column] = /:(\d+)(?::(\d+))?\)?$/.exec(frames[0] ?? '') ?? [];
  const place = line === undefined ? first : { file, line: Number(line), column: Number(column ?? 1) };
  return fail('design/threw', { why: message.split('\n')[0]! }, place);
}
