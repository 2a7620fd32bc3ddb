import { entry } from './entry.ts';

/** What can go wrong with files named by their content. */
export const artifact = {
  'artifact/absent': entry<{ sha256: string }>({
    says: (d) => `There is no artifact ${d.sha256}.`,
    fix: () => 'Restore it from a backup of .millwright, or train again.',
    status: 500,
    exit: 1,
  }),
  'artifact/corrupt': entry<{ sha256: string; found: string }>({
    says: (d) =>
      `Artifact ${d.sha256} is damaged: its bytes now hash to ${d.found}, so at least one byte is wrong. It was not used.`,
    fix: () => 'Delete the file and restore it from a backup of .millwright, or train again.',
    status: 500,
    exit: 1,
  }),
  'artifact/name': entry<{ name: string }>({
    says: (d) => `${JSON.stringify(d.name)} is not the name of an artifact: that is 64 hexadecimal digits.`,
    fix: () => 'Use the sha256 as "millwright models" prints it.',
    status: 400,
    exit: 2,
  }),
  'artifact/malformed': entry<{ what: string; problem: string }>({
    says: (d) => `This model cannot be read: of ${d.what}, ${d.problem}. Nothing of it was used.`,
    fix: () => 'Restore the model from a backup of .millwright, or train again.',
    status: 500,
    exit: 1,
  }),
  'artifact/incompatible': entry<{ kind: string; name: string; wants: number; has: number | null }>({
    says: (d) =>
      `This model was made with version ${d.wants} of the ${d.kind} "${d.name}"; this program has ${d.has === null ? 'none of that name' : `version ${d.has}`}.`,
    fix: () => 'Use the version of millwright that made the model, or train again.',
    status: 500,
    exit: 1,
  }),
};
