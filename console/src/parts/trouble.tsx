import type { Refusal } from '../api.ts';

/** What went wrong and what can be done, as the server says it. */
export const Trouble = ({ of: { message, fix, code } }: { readonly of: Refusal }) => (
  <div class="trouble" role="alert">
    <p>{message}</p>
    <p class="note">
      {fix} <code>{code}</code>
    </p>
  </div>
);
