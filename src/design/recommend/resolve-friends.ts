import type { InferredColumn } from '../../contracts/dataset.ts';
import type { FriendsChoice } from '../../contracts/recommend-design.ts';
import { columnNamed, type Notes } from '../resolution.ts';
import { sureness } from './column-words.ts';
import type { RecommendInput } from './input.ts';

/**
 * The table of ties: which column names a friend, and which one is the friend. Undefined where there is none, and after a
 * problem.
 *
 * user: the column of the interactions that says who.
 */
export function resolveFriends(
  notes: Notes,
  given: RecommendInput['data']['friends'],
  columns: readonly InferredColumn[] | null,
  user: string,
): FriendsChoice | undefined {
  if (given === undefined || columns === null) return undefined;
  const asked: { readonly from?: string; readonly to?: string } = typeof given === 'string' ? {} : given;
  const endOf = (
    end: 'from' | 'to',
    likely: (name: string) => boolean,
    free: readonly InferredColumn[],
  ): InferredColumn | undefined => {
    const name = asked[end];
    const path = ['data', 'friends', end];
    if (name !== undefined) return columnNamed(notes, columns, name, `data.friends.${end}`, path);
    const named = free.find((c) => likely(c.name));
    const found = named ?? (columns.length === 2 ? free[0] : undefined);
    if (found !== undefined)
      notes.inferred(`data.friends.${end}`, found === named ? 'its name' : 'one of two columns');
    else {
      const facts = {
        table: 'friends',
        field: end,
        wants: 'ids of users',
        known: columns.map((c) => c.name),
      };
      notes.problem('design/column-unfound', facts, ['data', 'friends']);
    }
    return found;
  };
  const free = columns.filter((c) => c.name !== asked.to);
  const from = endOf('from', (name) => name === user || sureness('from', name) !== undefined, free);
  const others = columns.filter((c) => c !== from);
  const to = endOf('to', (name) => sureness('friend', name) !== undefined, others);
  if (from === undefined || to === undefined) return undefined;
  if (from === to) {
    notes.problem('design/role-twice', { column: to.name, roles: ['from', 'to'] }, ['data', 'friends']);
    return undefined;
  }
  return { source: 'friends', from: from.name, to: to.name };
}
