import { describe, expect, it } from 'vitest';
import { factsFrom, parseMetrics } from '../../src/cli/process-facts.ts';

const PAGE = `# HELP millwright_requests_total Prediction requests by the version that answered.
# TYPE millwright_requests_total counter
millwright_requests_total{system="churn",version="churn@1"} 90
millwright_requests_total{system="churn",version="churn@2"} 10
millwright_requests_total{system="other",version="other@1"} 7
millwright_request_errors_total{system="churn",version="churn@2"} 3
millwright_request_duration_seconds_bucket{system="churn",version="churn@1",le="0.001"} 50
millwright_request_duration_seconds_bucket{system="churn",version="churn@1",le="0.01"} 98
millwright_request_duration_seconds_bucket{system="churn",version="churn@1",le="+Inf"} 100
millwright_request_duration_seconds_sum{system="churn",version="churn@1"} 0.4
process_cpu_seconds_total 12.5
process_start_time_seconds 1000
process_resident_memory_bytes 2.5e+7
label_with_escapes{a="x\\"y, z"} 1
`;

describe('factsFrom', () => {
  it('adds up what belongs to one system', () => {
    expect(factsFrom(parseMetrics(PAGE), 'churn', 1_060_000)).toMatchObject({
      uptimeSeconds: 60,
      cpuSeconds: 12.5,
      residentBytes: 2.5e7,
      requests: 100,
      errors: 3,
    });
  });

  it('estimates quantiles in proportion within a bucket', () => {
    const { latencyMs } = factsFrom(parseMetrics(PAGE), 'churn', 0);
    expect(latencyMs!.p50).toBeCloseTo(1, 6);
    expect(latencyMs!.p95).toBeCloseTo(1 + (9 * 45) / 48, 6);
    expect(latencyMs!.p99).toBeCloseTo(10, 6);
    expect(factsFrom(parseMetrics(PAGE), 'other', 0).latencyMs).toBeNull();
  });

  it('reads labels with quotes and commas in them', () => {
    const [line] = parseMetrics(PAGE).filter((l) => l.name === 'label_with_escapes');
    expect(line!.labels).toEqual({ a: 'x\\"y, z' });
  });
});
