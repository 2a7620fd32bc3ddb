import { entry } from './entry.ts';

/** What can go wrong with files named by their content. */
export const artifact = {
  'artifact/absent': entry<{ sha256: string }>({
    says: (d) => `There is no artifact ${d.sha256}.`,
    fix: () => 'Restore it from a backup of .millwright/artifacts, or train again.',
    status: 500,
    exit: 1,
  }),
  'artifact/corrupt': entry<{ sha256: string; found: string }>({
    says: (d) =>
      `Artifact ${d.sha256} is damaged: its bytes now hash to ${d.found}, so at least one byte is wrong. It was not used.`,
    fix: () => 'Delete the file and restore it from a backup of .millwright/artifacts, or train again.',
    status: 500,
    exit: 1,
  }),
  'artifact/name': entry<{ name: string }>({
    says: (d) => `${JSON.stringify(d.name)} is not the name of an artifact: that is 64 hexadecimal digits.`,
    fix: () => 'Use the sha256 as "millwright models" prints it.',
    status: 400,
    exit: 2,
  }),
};
