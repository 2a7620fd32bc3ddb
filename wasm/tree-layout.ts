/** The places of src/kernels/tree-layout.ts, in bytes. */
export const ROWS: usize = 0;
export const OUTPUTS: usize = 8;
export const CLASSES: usize = 16;
export const LEAST_WEIGHT: usize = 24;
export const MAX_DEPTH: usize = 32;
export const MOST: usize = 40;
export const LIMITED: usize = 48;
export const TRIED: usize = 56;
export const RANDOM: usize = 64;
export const SMOOTHING: usize = 72;
export const PRIOR: usize = 80;

export const CATEGORY: usize = 0;
export const RECORD_AT: usize = 4;
export const RECORD_STRIDE: usize = 8;
export const FACT_BYTES: usize = 12;

export const DRAWN: usize = 16;
export const NODES: usize = 20;
export const OPEN: usize = 24;

export const LEFT: usize = 0;
export const COLUMN: usize = 4;
export const LAST_LEFT: usize = 8;
export const MISSING_LEFT: usize = 12;
export const START: usize = 16;
export const END: usize = 20;
export const OTHER_START: usize = 24;
export const OTHER_END: usize = 28;
export const DEPTH: usize = 32;
export const NODE_BYTES: usize = 36;

export const GAIN: usize = 0;
export const COVER: usize = 8;
export const SAYS: usize = 16;

export const SET_BYTES: usize = 32;
