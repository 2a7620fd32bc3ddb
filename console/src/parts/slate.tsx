import { clipped } from '../../../src/adapters/report/names.ts';
import { amount } from '../../../src/adapters/report/numbers.ts';
import type { TriedItem, TryAnswer } from '../../../src/contracts/try-out.ts';
import { keep } from '../address.ts';

/** A page as a product would show it, best first, with how far each item moved and why it is there. */
export function Slate({ of, who }: { readonly of: TryAnswer; readonly who: string }) {
  const { now, tried } = of;
  const places = new Map(now.map(({ id }, i) => [id, i]));
  const moved = tried.length !== now.length || tried.some(({ id }, i) => now[i]!.id !== id);
  const gone = now.filter(({ id }) => !tried.some((item) => item.id === id));
  return (
    <section class="card" aria-label="Page">
      <ol class="slate" aria-label={who === '' ? 'Page of somebody new' : `Page of ${who}`}>
        {tried.map((item, i) => (
          <Entry
            key={item.id}
            of={item}
            at={i}
            from={moved ? (places.get(item.id) ?? null) : i}
            answer={of}
          />
        ))}
      </ol>
      {tried.length === 0 && <p class="note">There is nothing to show.</p>}
      {gone.length > 0 && (
        <p class="note">
          No longer on the page:{' '}
          {gone.map(({ id }, i) => (
            <span key={id}>
              {i > 0 && ', '}
              <button type="button" class="link" onClick={() => keep({ why: id })}>
                <bdi>{titleOf(of, id)}</bdi>
              </button>
            </span>
          ))}
          . A click asks why.
        </p>
      )}
    </section>
  );
}

export const titleOf = ({ things, columns }: TryAnswer, id: string): string => {
  const title = columns.title === null ? null : things[id]?.attributes[columns.title];
  return clipped(title === null || title === undefined || title === '' ? id : String(title), 120);
};

interface EntryProps {
  readonly of: TriedItem;
  readonly at: number;
  /** Its place before; null = it was not on the page. */
  readonly from: number | null;
  readonly answer: TryAnswer;
}

function Entry({ of: item, at, from, answer }: EntryProps) {
  const { things, columns } = answer;
  const thing = things[item.id];
  const title = titleOf(answer, item.id);
  const text = columns.text === null ? null : thing?.attributes[columns.text];
  const tags = columns.by.flatMap((column) => {
    const value = thing?.attributes[column];
    return value === null || value === undefined ? [] : String(value).split('|').slice(0, 4);
  });
  return (
    <li>
      <span class="place">{at + 1}</span>
      <strong>
        <bdi>{title}</bdi> <Move from={from} to={at} />
      </strong>
      <span class="place">{amount(item.score)}</span>
      <div class="why">
        <p class="tags">
          {tags.map((tag) => (
            <span key={tag} class="tag">
              <bdi>{clipped(tag, 30)}</bdi>
            </span>
          ))}
          {thing?.ageHours != null && <span class="tag">{ageOf(thing.ageHours)}</span>}
          {title !== item.id && <code>{item.id}</code>}
        </p>
        {typeof text === 'string' && text !== '' && <p class="excerpt">{text}</p>}
        <details>
          <summary>Why it is here: by {item.source}</summary>
          <Reasons of={item} answer={answer} />
        </details>
      </div>
    </li>
  );
}

const ageOf = (hours: number): string =>
  hours < 1
    ? `${Math.round(hours * 60)}\u202fmin old`
    : hours < 48
      ? `${Math.round(hours)}\u202fh old`
      : `${Math.round(hours / 24)} days old`;

const Move = ({ from, to }: { readonly from: number | null; readonly to: number }) => {
  if (from === null) return <span class="good">new here</span>;
  if (from === to) return null;
  return (
    <span class={from > to ? 'good' : 'bad'}>
      {from > to ? '↑' : '↓'}
      {Math.abs(from - to)}
    </span>
  );
};

const REASONS = 6;

function Reasons({ of, answer }: { readonly of: TriedItem; readonly answer: TryAnswer }) {
  const parts = of.contributions.filter(({ value }) => value !== 0).slice(0, REASONS);
  const largest = Math.max(...parts.map(({ value }) => Math.abs(value)), 1e-12);
  const steps = of.steps.filter(({ before, after }) => before >= 0 && before !== after);
  return (
    <>
      {parts.length > 0 && (
        <table class="bars">
          <caption class="hidden">What made its value</caption>
          <tbody>
            {parts.map(({ name, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="bar" aria-hidden="true">
                  <span
                    class={value < 0 ? 'less' : 'more'}
                    style={{ width: `${(50 * Math.abs(value)) / largest}%` }}
                  />
                </td>
                <td class="number">
                  {value < 0 ? '−' : '+'}
                  {amount(Math.abs(value))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {of.because.length > 0 && (
        <p>
          Because of{' '}
          {of.because
            .slice(0, REASONS)
            .map((id) => titleOf(answer, id))
            .join(', ')}
        </p>
      )}
      {steps.map(({ step, before, after }) => (
        <p key={step}>
          {step}: from place {before + 1} to {after < 0 ? 'out' : after + 1}
        </p>
      ))}
      {parts.length + of.because.length + steps.length === 0 && <p>Nothing more is known of it.</p>}
    </>
  );
}
