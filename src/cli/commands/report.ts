import { resolve } from 'node:path';
import { command } from '../command.ts';

export const report = command({
  name: 'report',
  about: 'Write the report of a version as one HTML file',
  arguments: {
    version: {
      about: 'such as churn@3, or churn for its champion; without it the only system',
      required: false,
    },
  },
  options: {
    out: { type: 'text', about: 'where to write it, instead of .millwright/reports', placeholder: 'FILE' },
  },
  examples: ['millwright report', 'millwright report churn@3 --out churn.html'],
  async run({ version: named, out }, { project, cwd }) {
    const { wire } = await import('../wire.ts');
    const { versionMeant } = await import('../version-meant.ts');
    const { writeReport } = await import('../write-report.ts');
    const wired = wire(project);
    const journal = await wired.readJournal();
    try {
      const { system, version } = await versionMeant(journal, named);
      const ports = { journal, artifacts: await wired.artifacts(), lake: await wired.lake() };
      const { file, bytes } = await writeReport(
        project,
        { system, version, out: out && resolve(cwd, out) },
        ports,
      );
      return {
        json: { system, version, file, bytes },
        text: (paint) => `${paint.name(`${system}@${version}`)}  ${file}`,
      };
    } finally {
      await journal.close();
    }
  },
});
