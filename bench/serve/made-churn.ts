import { random } from '../../src/kernels/random.ts';
import { type Column, categoryColumn, numberColumn } from '../../src/table/column.ts';
import type { Frame } from '../../src/table/frame.ts';
import type { ColumnSchema } from '../../src/table/schema.ts';

const YES_NO = ['No', 'Yes'];
const SERVICE = ['No', 'No internet service', 'Yes'];

/** The columns of the Telco customer churn data, and how many values each has. */
const CATEGORIES: Readonly<Record<string, readonly string[]>> = {
  gender: ['Female', 'Male'],
  SeniorCitizen: ['0', '1'],
  Partner: YES_NO,
  Dependents: YES_NO,
  PhoneService: YES_NO,
  MultipleLines: ['No', 'No phone service', 'Yes'],
  InternetService: ['DSL', 'Fiber optic', 'No'],
  OnlineSecurity: SERVICE,
  OnlineBackup: SERVICE,
  DeviceProtection: SERVICE,
  TechSupport: SERVICE,
  StreamingTV: SERVICE,
  StreamingMovies: SERVICE,
  Contract: ['Month-to-month', 'One year', 'Two year'],
  PaperlessBilling: YES_NO,
  PaymentMethod: ['Bank transfer (automatic)', 'Credit card (automatic)', 'Electronic check', 'Mailed check'],
};
const NUMBERS = ['tenure', 'MonthlyCharges', 'TotalCharges'];

/** A table of the shape of Telco churn whose target follows every column, so that many trees are worth growing. */
export function madeChurn(rows: number): Frame {
  const r = random(11);
  const columns = new Map<string, Column>();
  const schema: ColumnSchema[] = [];
  const score = new Float64Array(rows);
  for (const [name, dictionary] of Object.entries(CATEGORIES)) {
    const codes = Int32Array.from(score, () => Math.floor(r() * dictionary.length));
    const effects = dictionary.map(() => 2 * r() - 1);
    codes.forEach((code, i) => {
      score[i]! += effects[code]!;
    });
    columns.set(name, categoryColumn(codes, dictionary));
    schema.push({ name, type: 'nominal', dictionary });
  }
  for (const name of NUMBERS) {
    const values = Float64Array.from(score, () => Math.round(r() * 7200) / 100);
    values.forEach((value, i) => {
      score[i]! += 2 * Math.sin(value / 8);
    });
    columns.set(name, numberColumn(values));
    schema.push({ name, type: 'continuous' });
  }
  const truth = Int32Array.from(score, (s) => (s + 2 * r() - 1 > 0 ? 1 : 0));
  columns.set('Churn', categoryColumn(truth, YES_NO));
  schema.push({ name: 'Churn', type: 'nominal', dictionary: YES_NO });
  return { rows, schema, columns };
}
