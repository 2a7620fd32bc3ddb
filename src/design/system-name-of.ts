/** Name of the system whose design is in this file, unless the file gives another: "a/churn.design.ts" -> "churn". */
export const systemNameOf = (path: string): string =>
  path
    .split(/[\\/]/)
    .at(-1)!
    .replace(/(\.design)?\.(ts|yaml|yml|json)$/, '');
