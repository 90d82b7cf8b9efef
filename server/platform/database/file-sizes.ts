/** The part of an open file of emscripten's NODEFS that is used here. */
interface Stream {
  readonly node: { readonly mode: number }
  readonly nfd: number
  readonly flags: number
}
interface Change {
  readonly size?: number
}
export interface NodeFileSystem {
  readonly stream_ops: {
    open(stream: Stream): void
    write(stream: Stream, buffer: Uint8Array, offset: number, length: number, position: number): number
    setattr(stream: Stream, change: Change): void
    llseek(stream: Stream, offset: number, whence: number): number
  }
  readonly node_ops: { setattr(node: Stream['node'], change: Change): void }
}

const seekEnd = 2
const truncates = 0x200
const isFile = ({ mode }: Stream['node']) => (mode & 0o170000) === 0o100000

/**
 * Answers "how long is this file?" from memory. PostgreSQL asks for the length of a table whenever it plans a
 * statement, about a thousand times per onboarding, and NODEFS reads it from disk each time. The folder is
 * locked, so every write goes through this process.
 */
export function rememberFileSizes({ stream_ops: streams, node_ops: nodes }: NodeFileSystem): void {
  const sizes = new WeakMap<Stream['node'], number>()
  const original = { ...streams, setNode: nodes.setattr }

  streams.open = (stream) => {
    if (stream.flags & truncates) sizes.delete(stream.node)
    original.open(stream)
  }
  streams.write = (stream, buffer, offset, length, position) => {
    const before = sizes.get(stream.node)
    // If the write fails, for example on a full disk, the length is unknown.
    sizes.delete(stream.node)
    const written = original.write(stream, buffer, offset, length, position)
    if (before !== undefined) sizes.set(stream.node, Math.max(before, position + written))
    return written
  }
  streams.setattr = (stream, change) => {
    sizes.delete(stream.node)
    original.setattr(stream, change)
  }
  nodes.setattr = (node, change) => {
    sizes.delete(node)
    original.setNode(node, change)
  }
  streams.llseek = (stream, offset, whence) => {
    if (whence !== seekEnd || !isFile(stream.node)) return original.llseek(stream, offset, whence)
    const size = sizes.get(stream.node) ?? original.llseek(stream, 0, seekEnd)
    sizes.set(stream.node, size)
    // The original refuses a position before the start of the file.
    return offset + size < 0 ? original.llseek(stream, offset, whence) : offset + size
  }
}
