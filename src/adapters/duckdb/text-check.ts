import { isUtf8 } from 'node:buffer';
import { fail } from '../../errors/fail.ts';
import type { SourceSpec } from '../../ports/engine.ts';

/** How files begin that are sometimes taken for text. */
const SIGNATURES: readonly (readonly [string, string])[] = [
  ['PK\x03\x04', 'a ZIP archive or an Excel file'],
  ['\x1f\x8b', 'gzip'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['PAR1', 'Parquet'],
  ['%PDF', 'PDF'],
  ['SQLite format 3', 'an SQLite database'],
  ['\xd0\xcf\x11\xe0', 'an old Excel file'],
  ['ARROW1', 'Arrow'],
];

/** Refuses bytes that are no UTF-8 text, and says where. Handles characters cut by a chunk's end. */
export class TextCheck {
  private readonly source: SourceSpec;
  private carried: Buffer = Buffer.alloc(0);
  private offset = 0;
  private line = 1;
  private lineBegan = 0;
  /** Bytes of the longest line so far. */
  longestLine = 0;

  constructor(source: SourceSpec) {
    this.source = source;
  }

  take(chunk: Buffer): void {
    if (this.offset === 0 && this.carried.length === 0) this.checkBeginning(chunk);
    const bytes = this.carried.length === 0 ? chunk : Buffer.concat([this.carried, chunk]);
    const whole = wholeCharacters(bytes);
    this.check(bytes.subarray(0, whole));
    this.carried = Buffer.from(bytes.subarray(whole));
  }

  end(): void {
    if (this.carried.length > 0) this.check(this.carried);
  }

  private checkBeginning(chunk: Buffer): void {
    const start = chunk.toString('latin1', 0, 16);
    const looksLike = SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1] ?? null;
    const utf16 = start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff');
    if (looksLike !== null || (!utf16 && chunk.includes(0)))
      throw fail('source/not-text', { path: this.source.from, kind: this.source.kind, looksLike });
  }

  private check(bytes: Buffer): void {
    if (!isUtf8(bytes)) throw this.failureIn(bytes);
    if (bytes.includes(0))
      throw fail('source/not-text', { path: this.source.from, kind: this.source.kind, looksLike: null });
    for (let i = bytes.indexOf(10); i !== -1; i = bytes.indexOf(10, i + 1)) {
      this.line++;
      this.longestLine = Math.max(this.longestLine, this.offset + i - this.lineBegan);
      this.lineBegan = this.offset + i + 1;
    }
    this.offset += bytes.length;
    this.longestLine = Math.max(this.longestLine, this.offset - this.lineBegan);
  }

  private failureIn(bytes: Buffer): unknown {
    const bad = firstBadByte(bytes);
    const line = this.line + countNewlines(bytes.subarray(0, bad));
    const found = bytes.subarray(bad, bad + 2);
    const utf16 = this.offset + bad === 0 && (found[0] === 0xff || found[0] === 0xfe);
    return fail('source/encoding', {
      path: this.source.from,
      line,
      byte: this.offset + bad,
      found: `0x${found.toString('hex').toUpperCase()}`,
      likely: utf16 ? 'UTF-16' : 'WINDOWS-1252',
    });
  }
}

function countNewlines(bytes: Buffer): number {
  let lines = 0;
  for (let i = bytes.indexOf(10); i !== -1; i = bytes.indexOf(10, i + 1)) lines++;
  return lines;
}

/** Bytes of the character that begins with this byte. */
const characterLength = (lead: number): number => (lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);

function firstBadByte(bytes: Buffer): number {
  let i = 0;
  while (i < bytes.length) {
    const next = i + characterLength(bytes[i]!);
    if (next > bytes.length || !isUtf8(bytes.subarray(i, next))) return i;
    i = next;
  }
  return i;
}

/** Length of the part of `bytes` that does not end inside a character. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return characterLength(byte) > back ? bytes.length - back : bytes.length;
    if (byte < 0x80) break;
  }
  return bytes.length;
}
