import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the report of a version lies, as a file of the folder of reports: "churn@3.html". */
export const reportPath = (folder: string, system: string, version: number): string =>
  join(folder, `${system}@${version}.html`);

/** The report of a version; undefined when none was made. The name has been checked against the grammar of names. */
export async function readReport(
  folder: string,
  system: string,
  version: number,
): Promise<string | undefined> {
  try {
    return await readFile(reportPath(folder, system, version), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
