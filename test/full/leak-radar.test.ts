import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { prepare } from '../../src/stages/prepare.ts';
import { fileOf } from '../design/made.ts';
import { projectPorts } from '../stages/prepare-ports.ts';

const DATA = join(import.meta.dirname, '../../../shared/data');
const here = existsSync(DATA);
if (!here) console.log(`skipped: ${DATA} is absent`);

const { folder, ports, close } = projectPorts();
afterAll(close);

/** Public sets, and the columns of each that are known only with the outcome. */
const SETS: readonly (readonly [file: string, target: string, leaks: readonly string[]])[] = [
  ['bank-marketing/bank.parquet', 'deposit', ['duration']],
  ['elec2/elec2.parquet', 'down', ['nswprice']],
  ['bike-sharing/hour.parquet', 'cnt', ['registered']],
  ['adult/adult.parquet', 'income', []],
  ['california-housing/california_housing.parquet', 'MedHouseVal', []],
  ['credit-default/default_credit.parquet', 'default payment next month', []],
  ['german-credit/german_credit.parquet', 'Credit_risk', []],
  ['fairml/law_school_admissions.parquet', 'bar', []],
  ['fairml/obesity_levels.parquet', 'NObeyesdad', []],
  ['modeldata/Chicago.parquet', 'ridership', []],
  ['modeldata/ames.parquet', 'Sale_Price', []],
  ['modeldata/attrition.parquet', 'Attrition', []],
  ['modeldata/check_times.parquet', 'status', []],
  ['modeldata/credit_data.parquet', 'Status', []],
  ['modeldata/hpc_data.parquet', 'class', []],
  ['modeldata/lending_club.parquet', 'Class', []],
  ['modeldata/mlc_churn.parquet', 'churn', []],
  ['modeldata/stackoverflow.parquet', 'Remote', []],
  ['modeldata/training_data.parquet', 'score', []],
  ['modeldata/wa_churn.parquet', 'churn', []],
];

describe.skipIf(!here)('the leak radar names the known leaks of public sets, and no honest column', () => {
  test.each(SETS)('%s, target %s', async (file, target, leaks) => {
    const data = file.split('/').at(-1)!;
    copyFileSync(join(DATA, file), join(folder, data));
    const { dataset } = await prepare(
      { file: fileOf({ name: 'radar', data, framing: { target } }), program: '1' },
      ports,
    );
    const named = dataset.findings.filter((f) => f.kind === 'possible-leak').map((f) => f.column);
    expect(named).toEqual(leaks);
  });
});
