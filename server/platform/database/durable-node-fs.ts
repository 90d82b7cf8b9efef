import { closeSync, fsyncSync, openSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { type NodeFileSystem, rememberFileSizes } from './file-sizes.ts'

/**
 * PGlite's file system on a folder, with an fsync that writes to disk, and file sizes from memory. PGlite's own
 * fsync does nothing, so a power failure would lose all rows since the start. This class depends on the
 * internals of emscripten's NODEFS. The tests count the calls and compare the sizes.
 */
export class DurableNodeFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const initialised = await super.init(...args)
    initialised.emscriptenOpts.preRun = [
      ...(initialised.emscriptenOpts.preRun ?? []),
      installFsync,
      installSizes,
    ]
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

const installSizes = (module: object) => {
  const nodefs = member(module, 'NODEFS')
  for (const [group, names] of Object.entries({
    stream_ops: ['open', 'write', 'setattr', 'llseek'],
    node_ops: ['setattr'],
  }))
    for (const name of names) member(member(nodefs, group), name)
  // Checked above: the type only names those members.
  rememberFileSizes(nodefs as NodeFileSystem)
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
