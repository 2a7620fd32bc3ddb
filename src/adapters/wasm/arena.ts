import './web-assembly.ts';
import { fail } from '../../errors/fail.ts';

const PAGE = 65_536;
/** All that 32-bit addresses reach. Only what is used is taken from the machine. */
const MOST_PAGES = 65_536;
/** Kernels keep their own constants below. */
const FIRST = 64 * 1024;
const LINE = 64;

/** Memory that grows and is given out from the bottom up, and taken back in the opposite order. */
export class Arena {
  readonly memory = new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES, shared: true });
  private top = FIRST;
  /** Below this, something has been written before. */
  private touched = FIRST;

  /** Room of zeros at an address that is a multiple of 64. */
  take(bytes: number): { readonly buffer: ArrayBufferLike; readonly at: number } {
    const at = this.top;
    const end = Math.ceil((at + bytes) / LINE) * LINE;
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) this.grow(missing, bytes);
    this.top = end;
    const { buffer } = this.memory;
    if (at < this.touched) new Uint8Array(buffer, at, Math.min(end, this.touched) - at).fill(0);
    this.touched = Math.max(this.touched, end);
    return { buffer, at };
  }

  /** Give back all that was taken during the work. */
  scope<T>(work: () => T): T {
    const mark = this.top;
    try {
      return work();
    } finally {
      this.top = mark;
    }
  }

  private grow(pages: number, bytes: number): void {
    try {
      this.memory.grow(pages);
    } catch {
      throw fail('train/memory', { bytes, most: MOST_PAGES * PAGE });
    }
  }
}
