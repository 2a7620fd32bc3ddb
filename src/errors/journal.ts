import { entry } from './entry.ts';

/** What can go wrong with the journal. */
export const journal = {
  'journal/locked': entry<{ pid: number | null; what: string }>({
    says: (d) =>
      `Another process${d.pid === null ? '' : ` (pid ${d.pid}, ${d.what})`} is writing this project's journal, and it can have one writer only.`,
    fix: (d) =>
      d.pid === null
        ? 'Wait until the other process is done, or stop it.'
        : `Wait until process ${d.pid} is done, or stop it.`,
    status: 409,
    exit: 1,
  }),
  'journal/newer': entry<{ path: string; found: number; known: number }>({
    says: (d) =>
      `The journal ${d.path} was written by a newer Millwright (store version ${d.found}; this one knows up to ${d.known}). Nothing was changed.`,
    fix: () => 'Install the newer version of millwright, or restore a backup made by this one.',
    status: 500,
    exit: 1,
  }),
  'journal/not-a-journal': entry<{ path: string; because: string }>({
    says: (d) => `${d.path} is not a journal that can be opened: ${d.because}.`,
    fix: (d) => `Restore ${d.path} from a backup, or move it away to begin with an empty journal.`,
    status: 500,
    exit: 1,
  }),
  'journal/damaged': entry<{ path: string; seq: number }>({
    says: (d) =>
      `Record ${d.seq} of the journal ${d.path} is not what was written: it does not match its CRC.`,
    fix: (d) => `Run "millwright verify" to see what else is damaged, and restore ${d.path} from a backup.`,
    status: 500,
    exit: 1,
  }),
  'journal/full': entry<{ path: string }>({
    says: (d) => `There is no room left to write the journal ${d.path}; nothing of this request was stored.`,
    fix: () => 'Free disk space and try again; everything acknowledged before is safe.',
    status: 507,
    exit: 1,
  }),
  'journal/failed': entry<{ path: string; because: string }>({
    says: (d) => `The journal ${d.path} cannot be used: ${d.because}. Nothing of this request was stored.`,
    fix: () => 'Check the disk and its permissions, then start the program again.',
    status: 500,
    exit: 1,
  }),
  'journal/read-only': entry<{ path: string }>({
    says: (d) => `The journal ${d.path} is open for reading only.`,
    fix: () =>
      'Stop the process that writes it, or start "millwright serve" so that writes can go through it.',
    status: 409,
    exit: 1,
  }),
  'journal/server': entry<{ address: string; because: string }>({
    says: (d) =>
      `The server at ${d.address}, which holds the journal, did not store the records: ${d.because}.`,
    fix: () => 'Check that the server is well, or stop it and run the command again.',
    status: 502,
    exit: 1,
  }),
};
