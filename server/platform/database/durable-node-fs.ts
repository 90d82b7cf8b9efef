import { closeSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * PGlite's file system on a folder, with an fsync that writes to disk. PGlite's own fsync does nothing, so a
 * power failure would lose all rows since the start. This class depends on the internals of emscripten's
 * NODEFS. The test counts the calls.
 */
export class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const initialised = await super.init(...args)
    initialised.emscriptenOpts.preRun = [...(initialised.emscriptenOpts.preRun ?? []), installFsync]
    return initialised
  }
}

const installFsync = (module: object) => {
  const nodefs = member(module, 'NODEFS')
  const realPath = member(nodefs, 'realPath')
  if (typeof realPath !== 'function') throw new TypeError('This version of PGlite has no known NODEFS.')
  Reflect.set(member(nodefs, 'stream_ops'), 'fsync', (stream: object) => {
    const descriptor: unknown = Reflect.get(stream, 'nfd')
    if (typeof descriptor === 'number') fsyncSync(descriptor)
    // Directories are opened without a descriptor.
    else syncPath(String(Reflect.apply(realPath, nodefs, [Reflect.get(stream, 'node')])))
    return 0
  })
}

const member = (of: object, name: string): object => {
  const value: unknown = Reflect.get(of, name)
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return value
  throw new TypeError(`This version of PGlite has no known ${name}.`)
}

const syncPath = (path: string) => {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
