#!/usr/bin/env node
// Nothing is imported before the version is known: an older Node would stop at the first import with a stack trace.
const NEEDED = 24;
if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `Millwright needs Node ${NEEDED} or newer; this is Node ${process.versions.node} (${process.execPath}).\n` +
      `Install it from https://nodejs.org, or run: npx node@${NEEDED} "$(which millwright)" ...\n`,
  );
  process.exit(1);
}

// The parts of Node that we use on purpose while they are marked experimental are no news to the user.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (!warning.name.startsWith('Experimental')) process.stderr.write(`${warning.name}: ${warning.message}\n`);
});
// `millwright show | head` is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

// What escapes every promise is told as main tells it, rather than as a stack trace.
for (const event of ['uncaughtException', 'unhandledRejection'] as const)
  process.on(event, async (error: unknown) => {
    const { reportBug } = await import('./cli/report-bug.ts');
    reportBug(error, process.argv.slice(2));
    process.exit(1);
  });

// Compiled modules are kept between runs, in the temporary folder of the system.
const { enableCompileCache } = await import('node:module');
enableCompileCache();
const { main } = await import('./cli/main.ts');
const code = await main(process.argv.slice(2));
process.stdout.write('', () => process.exit(code));

export {};
