import { didYouMean, entry, listed, quoted } from './entry.ts';

/** What can go wrong in looking up what the design of a feed names. */
export const feedDesign = {
  'design/column-unfound': entry<{ table: string; field: string; wants: string; known: readonly string[] }>({
    says: (d) =>
      `No column of the ${d.table} is named like one that says data.${d.table}.${d.field}; it must hold ${d.wants}.`,
    fix: (d) => `Set data.${d.table}.${d.field} to one of its columns: ${listed(d.known, 12)}.`,
    status: 400,
    exit: 2,
  }),
  'design/file-twice': entry<{ table: string; other: string; file: string }>({
    says: (d) =>
      `data.${d.table} and data.${d.other} name the same file, ${d.file}; each is a table of its own.`,
    fix: (d) => `Name another file in data.${d.table}, or leave it out.`,
    status: 400,
    exit: 2,
  }),
  'design/event-type-unknown': entry<{ type: string; known: readonly string[]; near: string | undefined }>({
    says: (d) => `There is no event of the type ${quoted(d.type)}.${didYouMean(d.near)}`,
    fix: (d) => `Name a type that the events have: ${listed(d.known, 12)}.`,
    status: 400,
    exit: 2,
  }),
  'design/head-unknown': entry<{
    head: string;
    field: string;
    known: readonly string[];
    near: string | undefined;
  }>({
    says: (d) =>
      `${d.field} names the head ${quoted(d.head)}, and there is none such before it.${didYouMean(d.near)}`,
    fix: (d) =>
      d.known.length === 0
        ? 'Declare it in framing.heads.'
        : `Name one of ${listed(d.known, 12)}, or declare it in framing.heads.`,
    status: 400,
    exit: 2,
  }),
  'design/head-twice': entry<{ head: string }>({
    says: (d) => `framing.heads has two heads of the name ${quoted(d.head)}.`,
    fix: () => 'Give each head a name of its own.',
    status: 400,
    exit: 2,
  }),
  'design/objective-unknown': entry<{
    objective: string;
    known: readonly string[];
    near: string | undefined;
  }>({
    says: (d) =>
      `framing.rankBy is ${quoted(d.objective)}, and there is no such objective.${didYouMean(d.near)}`,
    fix: (d) => `Name one of ${listed(d.known)}, or declare it in framing.objectives.`,
    status: 400,
    exit: 2,
  }),
  'design/entity-unknown': entry<{ entity: string; known: readonly string[] }>({
    says: (d) => `An aggregate is kept by ${quoted(d.entity)}, and posts have no column that says it.`,
    fix: (d) => `Keep it by ${listed(d.known)}, or name the column in data.posts.${d.entity}.`,
    status: 400,
    exit: 2,
  }),
  'design/feed-source-unfit': entry<{ name: string; because: string }>({
    says: (d) => `The source ${quoted(d.name)} has nothing to gather from: ${d.because}.`,
    fix: () => 'Leave it out, or give the tables that it needs.',
    status: 400,
    exit: 2,
  }),
  'design/aggregate-twice': entry<{ name: string }>({
    says: (d) => `Two aggregates are named ${quoted(d.name)}.`,
    fix: () => 'Leave one out, or give it a name of its own.',
    status: 400,
    exit: 2,
  }),
};
