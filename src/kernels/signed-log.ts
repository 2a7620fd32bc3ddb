/** The log of 1 + an amount, of either sign: 0 stays 0, and signs stay. Missing stays NaN. */
export const toLog = (amount: number): number => Math.sign(amount) * Math.log1p(Math.abs(amount));

/** The amount of which this is the log. */
export const fromLog = (log: number): number => Math.sign(log) * Math.expm1(Math.abs(log));
