import { crc32, inflateSync } from 'node:zlib'
import type { LogoMediaType } from '#contracts/company/schemas.ts'

/** Enough for print, and small enough to decode for every document. */
const mostPixels = 1000
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** An image that can be printed, or the reason why it cannot be the logo. */
export type CheckedImage =
  | { readonly mediaType: LogoMediaType; readonly bytes: Buffer }
  | { readonly problem: string }

/**
 * Reads the structure of an image. An image that the PDF library cannot decode would make every PDF fail, and some would
 * end the process: the library decodes in a callback. The type comes from the bytes, never from a name.
 */
export function checkImage(bytes: Buffer): CheckedImage {
  if (bytes.subarray(0, 8).equals(pngSignature)) return checkPng(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return checkJpeg(bytes)
  return isSvg(bytes)
    ? { problem: 'An SVG file can contain scripts, so it is not accepted. Export the logo as a PNG file.' }
    : { problem: 'The file is neither a PNG nor a JPEG image. Export the logo as a PNG file.' }
}

const isSvg = (bytes: Buffer): boolean => /<svg[\s>]/i.test(bytes.subarray(0, 4096).toString('latin1'))

const damaged = { problem: 'The image is damaged or incomplete. Export it again.' }

type Problem = { readonly problem: string } | null

function problemOfSize(width: number, height: number): Problem {
  if (width === 0 || height === 0) return damaged
  return width > mostPixels || height > mostPixels
    ? {
        problem: `The logo has ${width} x ${height} pixels. It can have at most ${mostPixels} in each direction.`,
      }
    : null
}

const indexed = 3

/** Samples of a pixel and their possible bits, by the color type of the header. */
const colorTypes: Readonly<Record<number, { samples: number; bits: readonly number[] }>> = {
  0: { samples: 1, bits: [1, 2, 4, 8, 16] },
  2: { samples: 3, bits: [8, 16] },
  [indexed]: { samples: 1, bits: [1, 2, 4, 8] },
  4: { samples: 2, bits: [8, 16] },
  6: { samples: 4, bits: [8, 16] },
}
const lastFilter = 4
/** The library reads a longer text with one argument for each character, which is more than a call can have. */
const mostTextBytes = 10_000

function checkPng(bytes: Buffer): CheckedImage {
  const parts = chunksOf(bytes)
  const header = parts?.[0]
  if (!parts || header?.type !== 'IHDR' || header.data.length !== 13 || parts.at(-1)?.type !== 'IEND')
    return damaged
  const of = (type: string) => parts.filter((part) => part.type === type)
  if (of('IHDR').length > 1) return damaged
  const { data } = header
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)]
  const [bits = 0, color = -1, compression, filter, interlacing] = data.subarray(8)
  const tooLarge = problemOfSize(width, height)
  if (tooLarge) return tooLarge
  const type = colorTypes[color]
  if (!type?.bits.includes(bits) || compression !== 0 || filter !== 0) return damaged
  if (interlacing !== 0) return { problem: 'The PNG file is interlaced. Export it without interlacing.' }
  if (color === indexed && (bits < 8 || of('tRNS').length > 0))
    return { problem: 'The PNG file has a palette that cannot be printed. Export it in true color (RGB).' }
  if (of('tEXt').some((part) => part.data.length > mostTextBytes))
    return { problem: 'The PNG file contains a long text. Export it without metadata.' }
  // not-money: bytes of an image
  const rowBytes = Math.ceil((width * type.samples * bits) / 8) + 1
  const pixels = inflated(
    of('IDAT').map((part) => part.data),
    rowBytes * height,
  )
  return pixels !== null && hasKnownFilters(pixels, rowBytes) ? { mediaType: 'image/png', bytes } : damaged
}

/** Each row begins with the number of its filter. */
function hasKnownFilters(pixels: Buffer, rowBytes: number): boolean {
  for (let at = 0; at < pixels.length; at += rowBytes) if ((pixels[at] ?? 0) > lastFilter) return false
  return true
}

/** The chunks of a PNG file. Null: one is cut off, or its checksum is wrong. */
function chunksOf(bytes: Buffer): { type: string; data: Buffer }[] | null {
  const found: { type: string; data: Buffer }[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return null
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null
    const type = bytes.toString('latin1', at + 4, at + 8)
    found.push({ type, data: bytes.subarray(at + 8, end - 4) })
    if (type === 'IEND') return found
    at = end
  }
  return null
}

/** Decompresses the parts. Null: they are damaged, or not exactly this number of bytes. More is not decompressed. */
function inflated(parts: readonly Buffer[], size: number): Buffer | null {
  try {
    const bytes = inflateSync(Buffer.concat(parts), { maxOutputLength: size + 1 })
    return bytes.length === size ? bytes : null
  } catch {
    return null
  }
}

/** Markers of a frame header: all SOF. The library takes JPG (C8) and DAC (CC) for one, too, so they are refused. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4
const isRefused = (marker: number): boolean => marker === 0xc8 || marker === 0xcc

/** Gray, YCbCr and CMYK. */
const jpegComponents = [1, 3, 4]

/** @returns the file without fill bytes (FF before a marker), which are legal and which the library cannot read */
function checkJpeg(bytes: Buffer): CheckedImage {
  const kept = [bytes.subarray(0, 2)]
  let hasFrame = false
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return damaged
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2 || at + 2 + length > bytes.length || isRefused(marker)) return damaged
    if (isFrame(marker)) {
      const problem = problemOfFrame(bytes.subarray(at + 4, at + 2 + length))
      if (problem) return problem
      hasFrame = true
    }
    // The pixels follow. The file must have its end.
    if (marker === 0xda)
      return hasFrame && bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) > at
        ? { mediaType: 'image/jpeg', bytes: Buffer.concat([...kept, bytes.subarray(at)]) }
        : damaged
    kept.push(bytes.subarray(at, at + 2 + length))
    at += 2 + length
  }
  return damaged
}

/** @param frame bits of a sample, height, width, number of components */
function problemOfFrame(frame: Buffer): Problem {
  if (frame.length < 6 || frame[0] !== 8) return damaged
  if (!jpegComponents.includes(frame[5] ?? 0))
    return { problem: 'The JPEG file has unusual colors. Export the logo as a PNG file.' }
  return problemOfSize(frame.readUInt16BE(3), frame.readUInt16BE(1))
}
