import { expect, test } from 'vitest';
import { showProgress } from '../../src/cli/show-progress.ts';

/** A stream that keeps what is written, and a clock that goes 100 ms a look. */
function made(isTTY: boolean) {
  let written = '';
  let now = 0;
  const stream = {
    isTTY,
    columns: 30,
    write: (text: string) => {
      written += text;
    },
  };
  const progress = showProgress(stream, () => {
    now += 100;
    return now;
  });
  return { progress, written: () => written };
}

test('elsewhere: one line when a step ends', () => {
  const { progress, written } = made(false);
  progress.begin('read');
  progress.at(0.5, 'half');
  progress.end('10 rows');
  progress.begin('train');
  progress.end();
  expect(written()).toBe('✓ read: 10 rows (0.1 s)\n✓ train (0.1 s)\n');
});

test('on a terminal: one live line, cut to its width, and what it came to', () => {
  const { progress, written } = made(true);
  progress.begin('read');
  progress.at(0.5, 'a note that is longer than the terminal');
  progress.end('10 rows');
  const drawn = written().split('\r\u001b[2K').slice(1);
  expect(drawn).toEqual(
    ['⠋ read', '⠙ read  50 %  a note that is l', '✓ read: 10 rows (0.2 s)\n'].map((s) =>
      s.endsWith('\n') ? s : s.slice(0, 29),
    ),
  );
});
