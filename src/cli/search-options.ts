/** The options of commands that can search. Imports nothing: commands are read for `--help`. */
export const searchOptions = {
  budget: {
    type: 'text',
    placeholder: 'time',
    about: 'search models and parameters for so long (60s, 5m, 1h), and let the best of them answer together',
  },
  trials: {
    type: 'integer',
    min: 1,
    max: 100_000,
    about: 'search with so many trials at most; as many as a run had repeat it, whatever the time',
  },
} as const;
