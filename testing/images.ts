import { crc32, deflateSync } from 'node:zlib'

/** Small images for tests, valid or damaged in one way. */

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

const samples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** The header of a PNG of 2 pixels in height. */
export function headerOf(colorType: number, { width = 2, bits = 8, interlaced = false } = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(2, 4)
  header.set([bits, colorType, 0, 0, interlaced ? 1 : 0], 8)
  return header
}

interface PngParts {
  readonly width?: number
  /** Of pixels in the data, however many the header promises. */
  readonly rows?: number
  readonly interlaced?: boolean
  readonly damage?: boolean
  readonly colorType?: number
  readonly bits?: number
  /** The first byte of each row. */
  readonly filter?: number
  /** Chunks before the pixels. */
  readonly before?: readonly (readonly [type: string, data: Buffer])[]
}

/** A PNG of 2 x 2 pixels in RGB. */
export function png({
  width = 2,
  rows = 2,
  interlaced = false,
  damage = false,
  colorType = 2,
  bits = 8,
  filter = 0,
  before = [],
}: PngParts = {}): Buffer {
  const row = Buffer.alloc(Math.ceil((width * (samples[colorType] ?? 1) * bits) / 8) + 1)
  row[0] = filter
  const bytes = Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', headerOf(colorType, { width, bits, interlaced })),
    ...before.map(([type, data]) => chunk(type, data)),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: rows }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
  // A byte of the first checksum.
  if (damage) bytes[30] = (bytes[30] ?? 0) ^ 0xff
  return bytes
}

/** The structure of a JPEG of 2 pixels in width: start, frame header, scan, end. @param fill bytes before each marker */
export function jpeg({ height = 2, components = 1, fill = 0 } = {}): Buffer {
  const frame = Buffer.from('ffc0000b080000000201011100', 'hex')
  frame.writeUInt16BE(height, 5)
  frame[9] = components
  const filling = Buffer.alloc(fill, 0xff)
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    filling,
    frame,
    filling,
    Buffer.from('ffda0008010100003f00', 'hex'),
    Buffer.from('00', 'hex'),
    Buffer.from('ffd9', 'hex'),
  ])
}
