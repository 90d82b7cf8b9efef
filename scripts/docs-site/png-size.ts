import { readFileSync } from 'node:fs'

const header = '89504e470d0a1a0a'

/** Returns the size of a PNG in pixels, so that a page does not move when the picture loads. */
export function pngSize(path: string): { width: number; height: number } {
  const bytes = readFileSync(path)
  if (bytes.subarray(0, 8).toString('hex') !== header) throw new Error(`${path} is not a PNG.`)
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
}
