import { parentPort, workerData } from 'node:worker_threads';
import { hunt } from './hunt.ts';

const { contracts } = workerData as { readonly contracts: number };

parentPort?.on('message', (seed: number) => {
  parentPort?.postMessage(hunt(seed, contracts));
});
