import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

/** The bytes of a text file, unpacked when its name ends in .gz or .zst, as DuckDB unpacks it. */
export function textStream(path: string): Readable {
  const packed = createReadStream(path, { highWaterMark: 1 << 20 });
  const unpack = path.endsWith('.gz')
    ? createGunzip()
    : path.endsWith('.zst')
      ? createZstdDecompress()
      : null;
  if (unpack === null) return packed;
  packed.on('error', (error) => unpack.destroy(error));
  return packed.pipe(unpack);
}

/** Most of a file that is held at once to find a header, or what is wrong with it. */
export const MOST_TEXT = 2 ** 28;
