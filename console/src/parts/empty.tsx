import type { ComponentChildren } from 'preact';

/** Nothing to show, why, and the command that changes it. */
export const Empty = ({
  children,
  command,
}: {
  readonly children: ComponentChildren;
  readonly command?: string;
}) => (
  <div class="empty">
    <p>{children}</p>
    {command !== undefined && (
      <p>
        <code>{command}</code>
      </p>
    )}
  </div>
);
