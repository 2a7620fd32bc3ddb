/**
 * How often this machine itself stops: a loop that does nothing but look at the clock, and notes where it jumps. What is
 * left of a service's slowest answers below these gaps is not the service's.
 *
 *     taskset -c 0 node bench/hiccups.ts [SECONDS, 60]
 */

const seconds = Number(process.argv[2] ?? 60);
const gaps: number[] = [];
const start = performance.now();
let last = start;
while (last - start < seconds * 1000) {
  const now = performance.now();
  if (now - last > 1) gaps.push(now - last);
  last = now;
}
gaps.sort((a, b) => b - a);
const of = (most: number): number => gaps.filter((gap) => gap > most).length;
console.log(
  `${seconds} s: ${of(1)} gaps above 1 ms, ${of(10)} above 10, ${of(50)} above 50, ${of(100)} above 100; the longest ${gaps
    .slice(0, 5)
    .map((gap) => gap.toFixed(1))
    .join(', ')} ms`,
);
