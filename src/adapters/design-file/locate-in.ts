import type { Expression, Node, ObjectExpression, Property } from 'acorn';
import type { Place } from '../../errors/fail.ts';
import type { ReadValue } from './reader.ts';

/**
 * Follow paths through an object literal of JavaScript.
 *
 * root       the expression that the file stands for
 * constants  top-level constants by name, so that a part that stands elsewhere in the file is found there
 */
export function locateIn(
  file: string,
  root: Node,
  constants: ReadonlyMap<string, Node>,
): ReadValue['locate'] {
  const place = (node: Node): Place => ({
    file,
    line: node.loc!.start.line,
    column: node.loc!.start.column + 1,
  });
  return (path, at) => {
    let found: Node = unwrapped(root, constants);
    let key: Node = found;
    for (const step of path) {
      const next = childOf(found, step, constants);
      if (next === undefined) return place(key);
      key = next.key;
      found = unwrapped(next.value, constants);
    }
    return place(at === 'key' ? key : found);
  };
}

interface Child {
  readonly key: Node;
  readonly value: Node;
}

function childOf(
  parent: Node,
  step: string | number,
  constants: ReadonlyMap<string, Node>,
): Child | undefined {
  if (parent.type === 'ArrayExpression') {
    const value = (parent as Node & { elements: readonly (Expression | null)[] }).elements[Number(step)];
    return value ? { key: value, value } : undefined;
  }
  if (parent.type !== 'ObjectExpression') return undefined;
  const { properties } = parent as ObjectExpression;
  // The last one of a name wins, as it does when the object is made.
  for (const property of properties.toReversed()) {
    if (property.type === 'SpreadElement') {
      const within = childOf(unwrapped(property.argument, constants), step, constants);
      if (within !== undefined) return within;
    } else if (nameOf(property) === String(step)) return { key: property.key, value: property.value };
  }
  return undefined;
}

function nameOf(property: Property): string | undefined {
  const { key } = property;
  if (key.type === 'Identifier' && !property.computed) return key.name;
  return key.type === 'Literal' ? String(key.value) : undefined;
}

/** The literal behind a name, and the argument of `defineSystem(...)`. */
function unwrapped(node: Node, constants: ReadonlyMap<string, Node>): Node {
  let inner = node;
  for (let depth = 0; depth < 20; depth++) {
    const next =
      inner.type === 'CallExpression'
        ? (inner as Node & { arguments: readonly Node[] }).arguments[0]
        : inner.type === 'Identifier'
          ? constants.get((inner as Node & { name: string }).name)
          : undefined;
    if (next === undefined) return inner;
    inner = next;
  }
  return inner;
}
