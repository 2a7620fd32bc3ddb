/** log(1 + e^x), written so that e^x cannot overflow: -log P(1) of log-odds -x. */
export const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
