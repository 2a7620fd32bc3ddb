/** The part of WebAssembly that this room uses: TypeScript knows it with the DOM only, which is not here. */
declare global {
  namespace WebAssembly {
    class Memory {
      constructor(size: { initial: number; maximum: number; shared: true });
      readonly buffer: SharedArrayBuffer;
      /** Throws a RangeError when the machine does not give the pages. */
      grow(pages: number): number;
    }
    class Module {
      constructor(bytes: Uint8Array);
    }
    class Instance {
      constructor(module: Module, imports: { env: { memory: Memory; abort: () => never } });
      readonly exports: Readonly<Record<string, unknown>>;
    }
  }
}

export {};
