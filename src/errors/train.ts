import { entry } from './entry.ts';

/** What can go wrong while a model is fitted. */
export const train = {
  'train/cancelled': entry<{ what: string }>({
    says: (d) => `${d.what} was cancelled; nothing was kept of it.`,
    fix: () => 'Run it again when you are ready.',
    status: 409,
    exit: 1,
  }),
};
