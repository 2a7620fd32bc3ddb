import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml';
import { fail, type Place } from '../../errors/fail.ts';
import type { Reader } from './reader.ts';

/** Read a design as YAML 1.2 (so that `yes` is a text). */
export const readYaml: Reader = async ({ file, text }) => {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const place = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [error] = document.errors;
  if (error !== undefined) throw fail('design/syntax', { why: why(error) }, place(error.pos[0]));
  return {
    value: readValue(document, place),
    locate(path, at) {
      let key: Node | null = document.contents;
      let value: Node | null = document.contents;
      for (const step of path) {
        const next = childOf(value, step, (alias) => alias.resolve(document) ?? null);
        if (next === undefined) return place(key?.range?.[0] ?? 0);
        ({ key, value } = next);
      }
      return place(((at === 'key' ? key : value) ?? key)?.range?.[0] ?? 0);
    },
  };
};

const why = ({ code, message }: YAMLParseError): string =>
  code === 'MULTIPLE_DOCS'
    ? 'a line "---" begins a second document; a design is one'
    : message.replace(/\.$/, '');

/** Aliases are resolved only here: one may name no anchor, or many may repeat each other beyond all measure. */
function readValue(document: Document.Parsed, place: (offset: number) => Place): unknown {
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return;
      const why = `"*${alias.source}" stands for an anchor "&${alias.source}" before it, and there is none`;
      throw fail('design/syntax', { why }, place(alias.range?.[0] ?? 0));
    },
  });
  try {
    return document.toJS();
  } catch (error) {
    throw fail('design/syntax', { why: (error as Error).message }, place(0));
  }
}

interface Child {
  readonly key: Node | null;
  readonly value: Node | null;
}

function childOf(
  parent: Node | null,
  step: string | number,
  resolve: (alias: Alias) => Node | null,
): Child | undefined {
  const node = parent !== null && isAlias(parent) ? resolve(parent) : parent;
  if (isMap(node)) {
    const pair = node.items.find((p) => isScalar(p.key) && String(p.key.value) === String(step));
    return pair && { key: pair.key as Node, value: pair.value as Node | null };
  }
  if (!isCollection(node)) return undefined;
  const item = node.items[Number(step)] as Node | undefined;
  return item === undefined || isPair(item) ? undefined : { key: item, value: item };
}
