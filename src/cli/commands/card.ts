import { join, resolve } from 'node:path';
import { command } from '../command.ts';

/** Write what is known of a version for people who will rely on it. */
export const card = command({
  name: 'card',
  about: 'Write a model card, a data sheet and a design document of a version, as Markdown',
  arguments: {
    version: {
      about: 'such as churn@3, or churn for its champion; without it the only system',
      required: false,
    },
  },
  options: {
    out: {
      type: 'text',
      about: 'folder to write them to, instead of .millwright/reports',
      placeholder: 'FOLDER',
    },
  },
  examples: ['millwright card', 'millwright card churn@3 --out docs'],
  async run({ version: named, out }, { project, cwd }) {
    const { mkdir } = await import('node:fs/promises');
    const { storeFolder, wire } = await import('../wire.ts');
    const { versionMeant } = await import('../version-meant.ts');
    const { versionStory } = await import('../version-story.ts');
    const { serviceFactsOf } = await import('../service-facts.ts');
    const { writeText } = await import('../write-text.ts');
    const { markdown } = await import('../../adapters/report/documents/markdown.ts');
    const { versionDocuments } = await import('../../adapters/report/documents/version-documents.ts');
    const wired = wire(project);
    const journal = await wired.readJournal();
    try {
      const { system, version } = await versionMeant(journal, named);
      const artifacts = await wired.artifacts();
      const ports = { journal, artifacts, lake: await wired.lake() };
      const story = await versionStory({ system, version }, ports);
      const service =
        story.role === 'champion' ? await serviceFactsOf(system, { ...ports, clock: wired.clock }) : null;
      const folder = out === undefined ? join(storeFolder(project), 'reports') : resolve(cwd, out);
      await mkdir(folder, { recursive: true });
      const files: string[] = [];
      for (const document of Object.values(versionDocuments(story, service))) {
        const file = join(folder, `${system}@${version}.${document.kind}.md`);
        await writeText(file, markdown(document));
        files.push(file);
      }
      return {
        json: { system, version, files },
        text: (paint) => files.map((file) => `${paint.name(`${system}@${version}`)}  ${file}`).join('\n'),
      };
    } finally {
      await journal.close();
    }
  },
});
