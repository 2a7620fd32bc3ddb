import type * as Plot from '@observablehq/plot';

/** What all plots share, in a report and in the console. Width in pixels; they shrink and grow with their column. */
export const plotDefaults = {
  width: 400,
  height: 350,
  marginTop: 24,
  marginRight: 16,
  marginBottom: 44,
  marginLeft: 52,
  className: 'plot',
} as const satisfies Plot.PlotOptions;
