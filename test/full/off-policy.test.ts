import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '../cli/run-cli.ts';

const OBD = join(import.meta.dirname, '../../../shared/data/obd');
const here = existsSync(OBD);
if (!here) console.log(`skipped: ${OBD} is absent`);

const estimate = (log: string) =>
  runCli(
    [
      ...['estimate', log, '--action', 'item_id', '--reward', 'click', '--propensity', 'propensity_score'],
      ...['--context', 'position,user_feature_0,user_feature_1,user_feature_2,user_feature_3', '--json'],
    ],
    { cwd: OBD },
  );

describe.skipIf(!here)('the Open Bandit logs', () => {
  test('men: the estimate of the uniform policy agrees with what it really earned', async () => {
    const [guess, truth] = await Promise.all([estimate('bts_men.parquet'), estimate('random_men.parquet')]);
    const { metrics, refused } = JSON.parse(guess.stdout);
    const earned = JSON.parse(truth.stdout).metrics.logged.value;
    expect(refused).toBeNull();
    expect(earned).toBeCloseTo(0.0046, 4);
    for (const name of ['ips', 'snips', 'dr']) {
      expect(metrics[name].low).toBeLessThan(earned);
      expect(metrics[name].high).toBeGreaterThan(earned);
    }
  });

  test('women: refused, for the log is worth two decisions', async () => {
    const ran = await estimate('bts_women.parquet');
    expect(ran.code).toBe(1);
    const { refused, metrics, effective } = JSON.parse(ran.stdout);
    expect(effective).toBeLessThan(3);
    expect(refused).toContain('worth 2.08');
    expect(metrics.ips).toBeUndefined();
  });
});
