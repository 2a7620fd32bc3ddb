const WIDTH = 120;
const HEIGHT = 28;

/** A line of what was lately, without axes: it says whether, not how much. */
export function Sparkline({
  of: values,
  label,
}: {
  readonly of: readonly (number | null)[];
  readonly label: string;
}) {
  const most = Math.max(1e-9, ...values.map((v) => v ?? 0));
  let path = '';
  values.forEach((v, i) => {
    if (v === null) return;
    const x = (WIDTH * i) / Math.max(1, values.length - 1);
    path += `${i > 0 && values[i - 1] !== null ? 'L' : 'M'}${x.toFixed(1)} ${(HEIGHT - 2 - (HEIGHT - 4) * (v / most)).toFixed(1)}`;
  });
  return (
    <svg
      class="sparkline"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
    >
      <path d={path} />
    </svg>
  );
}
