import { setFlagsFromString } from 'node:v8'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { DurableNodeFS } from './durable-node-fs.ts'

const durable = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync']
// The default of 128 MB is taken from this process's memory, and the files are in the system's cache anyway.
const sharedBuffers = ['-c', 'shared_buffers=16MB']

/**
 * Keeps V8 from compiling PGlite a second time, optimized. One function of it, the expression interpreter, takes
 * 600 MB and several seconds of processor time for that, after every start. The price is 10 to 15% of the
 * processor time of statements; see docs/benchmarks.md. Must run before PGlite is loaded.
 */
const compileOnce = () => {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
}

/** How PGlite opens a folder here: every commit on disk, and in little memory. */
export const litePlace = (directory: string): PGliteOptions => {
  compileOnce()
  return {
    fs: new DurableNodeFS(directory),
    startParams: [
      ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
      ...durable,
      ...sharedBuffers,
    ],
  }
}
