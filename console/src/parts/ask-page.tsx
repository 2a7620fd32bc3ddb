import { keep } from '../address.ts';

/** Whose page to show, and what to ask about it; both stand in the address. */
export const AskPage = ({
  who,
  what,
  user,
  why,
  users,
}: {
  /** "User", "Reader". */
  readonly who: string;
  /** "item", "post". */
  readonly what: string;
  readonly user: string;
  readonly why: string;
  /** Some to choose from. */
  readonly users: readonly string[];
}) => (
  <form
    class="try"
    onSubmit={(event) => {
      event.preventDefault();
      const form = new FormData(event.currentTarget);
      keep({ user: String(form.get('user')).trim(), why: String(form.get('why')).trim() });
    }}
  >
    <label>
      {who}
      <input key={user} name="user" list="users" defaultValue={user} placeholder="somebody new" />
      <datalist id="users">
        {users.map((id) => (
          <option key={id} value={id} />
        ))}
      </datalist>
    </label>
    <label>
      Why not this {what}?
      <input
        key={why}
        name="why"
        defaultValue={why}
        placeholder={`id of ${what === 'item' ? 'an' : 'a'} ${what}`}
      />
    </label>
    <button type="submit">Show the page</button>
  </form>
);

const BECAUSE: Readonly<Record<string, string>> = {
  excluded: 'it was seen, or a filter left it out',
  gone: 'it is no more',
  'not-yet': 'it comes later',
  'earlier-page': 'it stood on an earlier page',
  seen: 'it was seen',
  muted: 'its author is muted',
  hidden: 'its topic is hidden',
  'too-old': 'it is too old',
  flagged: 'it is flagged',
  'not-retrieved': 'no retriever had it among its candidates',
  'not-gathered': 'no source gave it',
  'left-out': 'a step dropped it',
  'too-low': 'it ranks below the last that is shown',
  unknown: 'nothing of that id was ever there',
};

/** Why something that was asked about is not on the page. */
export const NotShown = ({
  id,
  because,
  step,
  place,
}: {
  readonly id: string;
  readonly because: string;
  readonly step?: string | undefined;
  readonly place?: number | undefined;
}) => (
  <p class="attention">
    {id} is not shown: {BECAUSE[because] ?? because}
    {step !== undefined && ` (${step})`}
    {place !== undefined && `, at place ${place + 1}`}.
  </p>
);
