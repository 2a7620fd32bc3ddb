import { markdown } from '../../../src/adapters/report/documents/markdown.ts';
import type { DocumentKind, VersionDocument, VersionDocuments } from '../../../src/contracts/document.ts';
import { addressOf, place } from '../address.ts';
import { DocumentChapters } from '../parts/document-chapters.tsx';
import { Empty } from '../parts/empty.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { ReportChapters } from '../parts/report-chapters.tsx';
import { saveText } from '../parts/save-text.ts';
import { VersionChoice } from '../parts/version-choice.tsx';
import { numberOf, versionShown } from '../system-facts.ts';
import type { ViewProps } from './index.ts';

const TITLES: Readonly<Record<DocumentKind, string>> = {
  'design-document': 'Design document',
  'model-card': 'Model card',
  'data-sheet': 'Data sheet',
};

/** What was asked for, what was inferred, and what was measured of it: as a design document, a model card and a data sheet. */
export function DesignPage({ system }: ViewProps) {
  const version = versionShown(system!, place.value.query);
  if (version === undefined)
    return <Empty command="millwright run">There is no version of {system!.system} yet.</Empty>;
  const number = numberOf(version);
  const asked = place.value.query.get('document') as DocumentKind | null;
  const kind = asked !== null && Object.hasOwn(TITLES, asked) ? asked : 'design-document';
  return (
    <>
      <div class="view-head">
        <h1>Design</h1>
        <VersionChoice system={system!} chosen={version} />
      </div>
      <nav class="tabs" aria-label="Documents">
        {Object.entries(TITLES).map(([name, title]) => (
          <a
            key={name}
            href={addressOf(system!.system, 'design', { version: number, document: name })}
            aria-current={name === kind ? 'page' : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      <Loaded<VersionDocuments>
        key={version}
        of={`/v1/systems/${system!.system}/versions/${number}/documents`}
      >
        {(documents) => <Shown key={kind} document={documents[kind]} />}
      </Loaded>
    </>
  );
}

function Shown({ document }: { readonly document: VersionDocument }) {
  const name = `${document.system}@${document.version}.${document.kind}.md`;
  return (
    <article class="document">
      <p class="note document-head">
        Made of facts alone: the mark behind each tells where it comes from.
        <button
          type="button"
          class="quiet"
          onClick={() => saveText(name, 'text/markdown', markdown(document))}
        >
          Markdown
        </button>
      </p>
      {document.kind === 'design-document' ? (
        <BesideResolved document={document} />
      ) : (
        <DocumentChapters of={document} chapters={document.chapters} />
      )}
    </article>
  );
}

/** Chapters of a design document that hold what was written down before anything was measured. */
const WRITTEN = ['requirements', 'framing'];

/** What was written stands beside what became of it. */
function BesideResolved({ document }: { readonly document: VersionDocument }) {
  const { chapters, system, version } = document;
  const written = chapters.filter((c) => WRITTEN.includes(c.id));
  const measured = chapters.filter((c) => !WRITTEN.includes(c.id));
  return (
    <>
      <div class="beside">
        <div>
          <DocumentChapters of={document} chapters={written} />
        </div>
        <ReportChapters system={system} version={version} ids={['design']} />
      </div>
      <DocumentChapters of={document} chapters={measured} />
      <ReportChapters system={system} version={version} ids={['lineage']} />
    </>
  );
}
