import type {
  Chapter,
  DocumentTable,
  Fact,
  Origin,
  VersionDocument,
} from '../../../src/contracts/document.ts';
import { addressOf } from '../address.ts';

/** Where in the console one can see what an origin says. */
const PLACES: Readonly<Record<Origin, string>> = {
  design: 'design',
  data: 'data',
  run: 'evaluation',
  service: 'monitoring',
};

interface ChaptersProps {
  readonly of: VersionDocument;
  readonly chapters: readonly Chapter[];
}

/** Chapters of a document; every fact with a link to where it comes from. */
export const DocumentChapters = ({ of, chapters }: ChaptersProps) => (
  <>
    {chapters.map((chapter) => (
      <ChapterCard key={chapter.id} chapter={chapter} of={of} />
    ))}
  </>
);

interface ChapterProps {
  readonly chapter: Chapter;
  readonly of: VersionDocument;
}

const ChapterCard = ({ chapter: { id, title, facts, tables = [] }, of }: ChapterProps) => (
  <section class="card" aria-labelledby={`document-${id}`}>
    <h2 id={`document-${id}`}>{title}</h2>
    <dl class="document-facts">
      {facts.map((fact) => (
        <div key={fact.term} class={fact.says === null ? 'open' : undefined}>
          <dt>{fact.term}</dt>
          <dd>
            <Said fact={fact} of={of} />
          </dd>
        </div>
      ))}
    </dl>
    {tables.map((table) => (
      <Table key={table.columns.join()} table={table} title={title} />
    ))}
  </section>
);

const Said = ({ fact: { says, find, from }, of }: { readonly fact: Fact; readonly of: VersionDocument }) =>
  says === null ? (
    <>
      <i>unknown</i>
      {find !== undefined && <small>{find}</small>}
    </>
  ) : (
    <>
      <bdi>{says}</bdi> <Mark from={from} of={of} />
    </>
  );

/** Of what kind a fact is, the command that says it, and a link to where it can be seen. */
function Mark({ from, of }: { readonly from: Origin; readonly of: VersionDocument }) {
  const { says, command, at } = of.origins[from];
  const when = at === null ? '' : `, ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const query = from === 'service' ? {} : { version: of.version };
  return (
    <a
      class={`origin ${from}`}
      href={addressOf(of.system, PLACES[from], query)}
      title={`${says}: ${command}${when}`}
    >
      {from}
    </a>
  );
}

const Table = ({
  table: { columns, rows },
  title,
}: {
  readonly table: DocumentTable;
  readonly title: string;
}) => (
  // Scrolls where it is wide: by the keyboard too.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus (axe: scrollable-region-focusable)
  <section class="scroll" aria-label={`Table of ${title}`} tabIndex={0}>
    <table>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, r) => (
          <tr key={r}>
            {cells.map((cell, c) =>
              c === 0 ? (
                <th key={columns[c]} scope="row">
                  <bdi>{cell}</bdi>
                </th>
              ) : (
                <td key={columns[c]}>
                  <bdi>{cell}</bdi>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
