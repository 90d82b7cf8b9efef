import { closeSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/**
 * PGlite's file system on a folder, with an fsync that reaches the disk. PGlite's own does nothing, so that a
 * power cut takes every row since the start. It leans on how emscripten's NODEFS is made; the test counts calls.
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
  if (typeof realPath !== 'function') throw new TypeError('This PGlite has no NODEFS as known here.')
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
  throw new TypeError(`This PGlite has no ${name} as known here.`)
}

const syncPath = (path: string) => {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
