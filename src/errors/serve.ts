import { didYouMean, entry, listed, quoted } from './entry.ts';

type Kind = 'predict' | 'recommend' | 'feed';
const DOES: Readonly<Record<Kind, string>> = {
  predict: 'predict rows',
  recommend: 'recommend items',
  feed: 'make pages of a feed',
};

/** What can go wrong between a registered model and the one who asks it. */
export const serve = {
  'serve/nothing-to-serve': entry<Record<never, never>>({
    says: () => 'This project has no registered model yet.',
    fix: () => 'Run "millwright run" first: it trains and registers one.',
    status: 503,
    exit: 1,
  }),
  'serve/no-system': entry<{ system: string; known: readonly string[]; near: string | undefined }>({
    says: (d) =>
      `There is no system ${quoted(d.system)}; this project has ${d.known.length === 0 ? 'none with a model' : listed(d.known)}.${didYouMean(d.near)}`,
    fix: () => 'Name one of the systems that the project has.',
    status: 404,
    exit: 2,
  }),
  'serve/which-system': entry<{ known: readonly string[] }>({
    says: (d) => `This project has several systems (${listed(d.known)}) and the request names none.`,
    fix: () => 'Say which one: "system": "...".',
    status: 400,
    exit: 2,
  }),
  'serve/wrong-kind': entry<{ system: string; wants: Kind; known: readonly string[] }>({
    says: (d) => `${d.system} does not ${DOES[d.wants]}: it is a system of another kind.`,
    fix: (d) =>
      d.known.length === 0
        ? 'Ask it in the way of its kind: GET /v1/systems tells.'
        : `Name ${listed(d.known)}, or ask it in the way of its kind.`,
    status: 400,
    exit: 2,
  }),
  'serve/none-of-kind': entry<{ wants: Kind; known: readonly string[] }>({
    says: (d) => `No system of this project can ${DOES[d.wants]}; it has ${listed(d.known)}.`,
    fix: () => 'Ask what there is in the way of its kind: GET /v1/systems tells.',
    status: 404,
    exit: 2,
  }),
  'serve/no-version': entry<{ system: string; version: string; known: readonly number[] }>({
    says: (d) =>
      `${d.system} has no version ${quoted(d.version)}; it has ${d.known.length === 0 ? 'none' : listed(d.known.map((v) => `${d.system}@${v}`))}.`,
    fix: (d) => `Name a version that exists, such as "${d.system}@${d.known.at(-1) ?? 1}".`,
    status: 404,
    exit: 2,
  }),
  'serve/no-champion': entry<{ system: string }>({
    says: (d) => `${d.system} has no champion, so there is no model to answer with.`,
    fix: (d) => `Make one: "millwright promote ${d.system}@1".`,
    status: 503,
    exit: 1,
  }),
  'serve/nothing-to-roll-back': entry<{ system: string }>({
    says: (d) =>
      `${d.system} has had no champion before the present one, so there is nothing to roll back to.`,
    fix: (d) => `Promote a version by name: "millwright promote ${d.system}@N".`,
    status: 409,
    exit: 1,
  }),
  'serve/already': entry<{ system: string; version: number; role: string }>({
    says: (d) => `${d.system}@${d.version} is the ${d.role} already.`,
    fix: () => 'Nothing needs to be done.',
    status: 409,
    exit: 1,
  }),
  'serve/row': entry<{ row: number; column: string; says: string; others: readonly string[] }>({
    says: (d) => `Row ${d.row}, column ${quoted(d.column)}: ${d.says}${d.says.endsWith('?') ? '' : '.'}`,
    fix: (d) =>
      d.others.length === 0
        ? 'Send a value that the column can hold, or null when it is missing.'
        : `Send values that the columns can hold, or null for missing ones; also wrong: ${d.others.join('; ')}.`,
    status: 400,
    exit: 2,
  }),
  'serve/no-prediction': entry<{ id: string }>({
    says: (d) => `There is no prediction ${quoted(d.id)}.`,
    fix: () => 'Use the "id" of a prediction as this project answered it.',
    status: 404,
    exit: 2,
  }),
  'serve/no-explanation': entry<{ system: string; version: number; model: string }>({
    says: (d) => `${d.system}@${d.version} is a ${d.model} model, which has no exact explanation.`,
    fix: () => 'Leave "explain" out.',
    status: 400,
    exit: 2,
  }),
  'serve/behind': entry<{ pending: number }>({
    says: (d) => `${d.pending} batches of predictions wait to be written, more than the server will hold.`,
    fix: () => 'Try again in a moment; if it lasts, the disk is too slow or full.',
    status: 503,
    exit: 1,
  }),
  'serve/closed': entry<{ system: string }>({
    says: (d) => `${d.system} has been closed.`,
    fix: () => 'Open it again.',
    status: 503,
    exit: 1,
  }),
};
