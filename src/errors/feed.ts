import { entry, quoted } from './entry.ts';

/** What can go wrong in making a feed out of its tables. */
export const feed = {
  'feed/no-events': entry<{ rows: number; reader: string; type: string; at: string }>({
    says: (d) =>
      `None of the ${d.rows.toLocaleString('en')} rows of the events has ${quoted(d.reader)}, ${quoted(d.type)} and ${quoted(d.at)}.`,
    fix: () => 'Name the columns in data.events, or give a file whose rows have them.',
    status: 400,
    exit: 2,
  }),
};
