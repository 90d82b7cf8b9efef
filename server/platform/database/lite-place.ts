import { setFlagsFromString } from 'node:v8'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { DurableNodeFS } from './durable-node-fs.ts'

const durable = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync']
// The default of 128 MB is memory of this process, and the system caches the files anyway.
const sharedBuffers = ['-c', 'shared_buffers=16MB']

/**
 * Prevents V8 from compiling PGlite a second time with optimization. For one function, the expression
 * interpreter, that takes 600 MB and several seconds of processor time after every start. The cost is 10 to
 * 15% of the processor time of statements, see docs/benchmarks.md. Must run before PGlite is loaded.
 */
const compileOnce = () => {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
}

/** The options with which PGlite opens a folder: every commit on disk, little memory. */
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
