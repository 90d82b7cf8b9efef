import type { FileEncoding } from '#contracts/imports/schemas.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'

type Utf16 = Extract<FileEncoding, `utf-16${string}`>

/**
 * Detects a byte order mark, or the zeros of UTF-16 without one. @returns `encoding` null: UTF-8 or Latin-1, which
 * the cells decide
 */
export function detectEncoding(start: Uint8Array): { encoding: Utf16 | null; bomBytes: number } {
  const [a, b, c] = start
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: null, bomBytes: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bomBytes: 2 }
  const sample = start.subarray(0, 200)
  const zeros = (offset: number) => sample.filter((byte, index) => index % 2 === offset && byte === 0).length
  const half = Math.floor(sample.length / 2)
  // Column names are mostly ASCII, so every second byte is zero.
  if (half >= 4 && zeros(1) > half * 0.8 && zeros(0) === 0) return { encoding: 'utf-16le', bomBytes: 0 }
  if (half >= 4 && zeros(0) > half * 0.8 && zeros(1) === 0) return { encoding: 'utf-16be', bomBytes: 0 }
  return { encoding: null, bomBytes: 0 }
}

/** Converts UTF-16 as it arrives. @throws {Refusal} half a character */
export async function* asUtf8(bytes: AsyncIterable<Uint8Array>, encoding: Utf16): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const encoder = new TextEncoder()
  const decode = (chunk?: Uint8Array): Uint8Array => {
    try {
      return encoder.encode(chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode())
    } catch {
      throw fieldRefusal(
        'invalid-body',
        'file',
        'not-readable',
        'The file is UTF-16 and has half a character, so it may be damaged. Save it again as "CSV UTF-8". Nothing was imported.',
      )
    }
  }
  for await (const chunk of bytes) yield decode(chunk)
  yield decode()
}

interface Place {
  readonly number: number
  readonly names: readonly string[]
  readonly index: number
}

// Latin-1 letters that are also a complete character of UTF-8: hardly any word has such a pair.
const looksLikeUtf8 = /[\u00c2-\u00f4][\u0080-\u00bf]/

/** Decodes the cells of one file. All cells with letters outside of ASCII must have the same encoding. */
export class CellReader {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  readonly #latin1 = new TextDecoder('windows-1252')
  #found: 'utf-8' | 'latin-1' | null

  /** @param declared by a byte order mark */
  constructor(declared: 'utf-8' | null) {
    this.#found = declared
  }

  get encoding(): 'utf-8' | 'latin-1' {
    return this.#found ?? 'utf-8'
  }

  /** @throws {Refusal} names row and column */
  read(cell: Buffer, place: Place, { cellBytes }: { readonly cellBytes: number }): string {
    if (cell.byteLength > cellBytes)
      throw unreadable(
        place,
        `has ${cell.byteLength.toLocaleString('en')} bytes, and at most ${cellBytes.toLocaleString('en')} are possible.`,
      )
    if (cell.includes(0))
      throw unreadable(
        place,
        'has a NUL character, so the file may be damaged or is not text. Save it again as "CSV UTF-8".',
      )
    if (cell.every((byte) => byte < 0x80)) return cell.toString('latin1')
    const text = this.#tryUtf8(cell)
    const found = text === null ? 'latin-1' : 'utf-8'
    if (this.#found !== null && this.#found !== found) throw mixed(place)
    this.#found = found
    if (text !== null) return text
    const latin1 = this.#latin1.decode(cell)
    if (looksLikeUtf8.test(cell.toString('latin1'))) throw mixed(place)
    return latin1
  }

  #tryUtf8(cell: Buffer): string | null {
    try {
      return this.#utf8.decode(cell)
    } catch {
      return null
    }
  }
}

const unreadable = ({ number, names, index }: Place, why: string) =>
  fieldRefusal(
    'invalid-body',
    'file',
    'not-readable',
    `Row ${number}, column ${names[index] ?? index + 1}, ${why} Nothing was imported.`,
  )

const mixed = (place: Place) =>
  unreadable(
    place,
    'has another encoding than the rows before: the file mixes UTF-8 and Latin-1. Open it in a spreadsheet, correct the letters of this row, and save it as "CSV UTF-8".',
  )
