/** Columns of churn.csv, as last read. Written by millwright on `init` and `run`; do not edit. */
export interface Columns {
  /** boolean: 2 values: No, Yes */
  readonly Churn: 'No' | 'Yes';
  /** boolean: 2 values: 0, 1 */
  readonly female: '0' | '1';
  /** boolean: 2 values: 0, 1 */
  readonly senior_citizen: '0' | '1';
  /** boolean: 2 values: 0, 1 */
  readonly partner: '0' | '1';
  /** boolean: 2 values: 0, 1 */
  readonly dependents: '0' | '1';
  /** discrete: 73 different whole numbers */
  readonly tenure: number;
  /** boolean: 2 values: 0, 1 */
  readonly phone_service: '0' | '1';
  /** nominal: 3 values: No, No phone service, Yes */
  readonly multiple_lines: 'No' | 'No phone service' | 'Yes';
  /** nominal: 3 values: DSL, Fiber optic, No */
  readonly internet_service: 'DSL' | 'Fiber optic' | 'No';
  /** nominal: 3 values: No, No internet service, Yes */
  readonly online_security: 'No' | 'No internet service' | 'Yes';
  /** nominal: 3 values: No, No internet service, Yes */
  readonly online_backup: 'No' | 'No internet service' | 'Yes';
  /** nominal: 3 values: No, No internet service, Yes */
  readonly device_protection: 'No' | 'No internet service' | 'Yes';
  /** nominal: 3 values: No, No internet service, Yes */
  readonly tech_support: 'No' | 'No internet service' | 'Yes';
  /** nominal: 3 values: No, No internet service, Yes */
  readonly streaming_tv: 'No' | 'No internet service' | 'Yes';
  /** nominal: 3 values: No, No internet service, Yes */
  readonly streaming_movies: 'No' | 'No internet service' | 'Yes';
  /** nominal: 3 values: Month-to-month, One year, Two year */
  readonly contract: 'Month-to-month' | 'One year' | 'Two year';
  /** boolean: 2 values: 0, 1 */
  readonly paperless_billing: '0' | '1';
  /** nominal: 4 values: Bank transfer (automatic), Credit card (automatic), Electronic check, Mailed check */
  readonly payment_method:
    | 'Bank transfer (automatic)'
    | 'Credit card (automatic)'
    | 'Electronic check'
    | 'Mailed check';
  /** continuous: 1,585 different numbers */
  readonly monthly_charges: number;
  /** continuous: 6,530 different numbers; 11 missing */
  readonly total_charges: number | null;
}
