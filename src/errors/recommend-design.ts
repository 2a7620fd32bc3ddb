import { entry, listed, quoted } from './entry.ts';

/** What can go wrong in looking up what the design of a recommender names. */
export const recommendDesign = {
  'design/role-unfound': entry<{ role: string; table: string; known: readonly string[] }>({
    says: (d) => `No column of the ${d.table} is named like the id of the ${d.role}.`,
    fix: (d) =>
      `Set data.${d.table}.${d.table === 'interactions' ? d.role : 'id'} to the column that says it: ${listed(d.known, 12)}.`,
    status: 400,
    exit: 2,
  }),
  'design/table-twice': entry<{ table: string; file: string }>({
    says: (d) =>
      `data.${d.table} is the file of the interactions, ${d.file}; ${d.table === 'friends' ? 'a table of friends has one row for each tie' : `a table of ${d.table} has one row for each of them`}.`,
    fix: (d) => `Write the ${d.table} to a file of their own, one row each; or leave data.${d.table} out.`,
    status: 400,
    exit: 2,
  }),
  'design/role-twice': entry<{ column: string; roles: readonly string[] }>({
    says: (d) => `${quoted(d.column)} is named as ${d.roles.join(' and as ')}; a column says one thing.`,
    fix: () => 'Name another column for one of them.',
    status: 400,
    exit: 2,
  }),
  'design/score-taken': entry<{ column: string }>({
    says: (d) =>
      `The table of posts has a column ${quoted(d.column)} already; a score needs a name of its own.`,
    fix: () => 'Give the score another name, or drop it and use the column.',
    status: 400,
    exit: 2,
  }),
  'design/role-unfit': entry<{ field: string; column: string; type: string; wants: string }>({
    says: (d) => `${d.field} names ${quoted(d.column)}, a column of type ${d.type}; it must hold ${d.wants}.`,
    fix: (d) => `Name another column in ${d.field}, or leave it out.`,
    status: 400,
    exit: 2,
  }),
  'design/action-unknown': entry<{
    field: string;
    action: string;
    column: string;
    known: readonly string[];
  }>({
    says: (d) =>
      `${d.field} names the action ${quoted(d.action)}, and the column ${quoted(d.column)} has none of that name.`,
    fix: (d) => `Use its values: ${listed(d.known, 20)}.`,
    status: 400,
    exit: 2,
  }),
  'design/split-untimed': entry<{ time: string | null }>({
    says: (d) =>
      d.time === null
        ? 'A split by time needs times, and no column of the interactions tells them.'
        : `A split by time needs times, and less than 99 in 100 events have one in ${quoted(d.time)}.`,
    fix: () => 'Set data.interactions.time to the column that holds them, or split by users.',
    status: 400,
    exit: 2,
  }),
  'design/split-random': entry<{ time: string }>({
    says: (d) =>
      `Events have times (${quoted(d.time)}): a random split lets the future tell of the past, and flatters every figure.`,
    fix: () =>
      "Split by 'time' or 'leave-last'; or say { name: 'random', optOut: true }, which every report will tell.",
    status: 400,
    exit: 2,
  }),
  'design/retriever-unfit': entry<{ name: string; because: string }>({
    says: (d) => `The retriever ${quoted(d.name)} cannot learn from these data: ${d.because}.`,
    fix: () => 'Leave it out, or give the data that it needs.',
    status: 400,
    exit: 2,
  }),
};
