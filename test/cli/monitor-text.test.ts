import { expect, it } from 'vitest';
import { monitorText } from '../../src/cli/monitor-text.ts';
import { paint } from '../../src/cli/paint.ts';
import { random } from '../../src/kernels/random.ts';
import { monitor } from '../../src/stages/monitor.ts';
import { servedWorld, toyRow } from '../worlds/served-system.ts';

it('shows a report as tables, before and after there is anything to show', async () => {
  const world = await servedWorld(200);
  try {
    const empty = monitorText(await monitor({ design: world.design }, world), paint(false));
    expect(empty).toContain('champion toy@1, challenger none');
    expect(empty).toContain('No alert.');
    expect(empty).toContain('Server not running');
    const r = random(1);
    const rows = Array.from({ length: 200 }, () => toyRow(r, 1));
    const ids = await world.predict(rows);
    await world.label(
      ids,
      rows.map((row) => row.truth),
    );
    const full = monitorText(await monitor({ design: world.design }, world), paint(false));
    expect(full).toMatch(/^drift {2}"/m);
    expect(full).toMatch(/^age +drifted +0\.\d+ +[█░]{10} /m);
    expect(full).toMatch(/^toy@1 +200 +0\.\d+ \[0\.\d+, 0\.\d+\]/m);
    expect(full).not.toMatch(/NaN|undefined|null/);
  } finally {
    await world.close();
  }
});
