/** Called between pieces of work of a few milliseconds: a process that also answers requests lets them through here. */
export type Pause = () => Promise<void>;

export const noPause: Pause = async () => {};
