/** A thread that runs kernels over the memory of its pool, until the process ends. */
import './web-assembly.ts';
import { workerData } from 'node:worker_threads';
import { callsOver, performOver } from './module.ts';
import { boardOver, serve } from './ticket.ts';

export interface KernelWorkerData {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly board: SharedArrayBuffer;
}

const { module, memory, board } = workerData as KernelWorkerData;
serve(boardOver(board), performOver(callsOver(module, memory)));
