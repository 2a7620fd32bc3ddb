import { didYouMean, entry, listed, quoted } from './entry.ts';

/** What can go wrong with estimating a policy from the log of another. */
export const estimate = {
  'estimate/column-unknown': entry<{
    column: string;
    option: string;
    known: readonly string[];
    near: string | undefined;
  }>({
    says: (d) =>
      `${d.option} names the column ${quoted(d.column)}, which the log does not have.${didYouMean(d.near)}`,
    fix: (d) => `Its columns are ${listed(d.known, 12)}.`,
    status: 400,
    exit: 2,
  }),
  'estimate/not-a-number': entry<{ column: string; option: string; type: string }>({
    says: (d) => `${d.option} must be a column of numbers; ${quoted(d.column)} is ${d.type}.`,
    fix: () => 'Name another column, or write its values as numbers.',
    status: 400,
    exit: 2,
  }),
  'estimate/not-a-chance': entry<{ column: string; row: number; got: number; least: string }>({
    says: (d) =>
      `Column ${quoted(d.column)} must hold chances ${d.least} up to 1; decision ${d.row} has ${d.got}. An action that the logging policy could not take tells nothing of it.`,
    fix: () => 'Mend the log, or leave out the decisions that were not drawn.',
    status: 400,
    exit: 2,
  }),
  'estimate/no-slates': entry<{ system: string; tooOld: number }>({
    says: (d) =>
      `${d.system} has logged no slate from after the policy was trained${d.tooOld > 0 ? `; ${d.tooOld} are older, and it learned from what came of them` : ''}.`,
    fix: () => 'Serve for a while, then ask again.',
    status: 409,
    exit: 1,
  }),
  'estimate/no-policy': entry<{ policy: string; known: readonly string[] }>({
    says: (d) => `${quoted(d.policy)} is neither a version, nor a retriever or an objective of the champion.`,
    fix: (d) => `Name a version such as "movies@2", or one of ${listed(d.known)}.`,
    status: 400,
    exit: 2,
  }),
  'estimate/no-decisions': entry<{ file: string; dropped: number }>({
    says: (d) =>
      `${quoted(d.file)} holds no decision with an action, a reward and a propensity${d.dropped > 0 ? `: ${d.dropped} lack one of them` : ''}.`,
    fix: () => 'Name the columns that hold them, or another file.',
    status: 400,
    exit: 2,
  }),
};
