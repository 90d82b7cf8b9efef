import type { PanelResponse } from '#panels/kit/index.ts'

const textLimit = 500

/** Thrown while reading if more bytes than the limit arrive. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/** @param maxBytes counted as they arrive, whatever content-length says. @throws {BodyTooLarge} */
export async function readBytes(body: AsyncIterable<unknown>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > maxBytes) throw new BodyTooLarge()
    chunks.push(bytes)
  }
  return Buffer.concat(chunks, size)
}

/** Only application/json is parsed, and only as well-formed UTF-8. Nothing is ever decompressed. */
export function readBody(bytes: Buffer, headers: Readonly<Record<string, string>>): PanelResponse['body'] {
  if (bytes.length === 0) return { kind: 'empty' }
  const contentType = headers['content-type'] ?? ''
  const isJson = contentType.split(';')[0]?.trim().toLowerCase() === 'application/json'
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (encoding !== 'identity')
    return isJson
      ? { kind: 'malformed-json', text: `(compressed as ${encoding.slice(0, 40)}, which was not requested)` }
      : { kind: 'other', contentType, text: '' }
  if (!isJson) return { kind: 'other', contentType, text: start(bytes) }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return { kind: 'json', value }
  } catch {
    return { kind: 'malformed-json', text: start(bytes) }
  }
}

const start = (bytes: Buffer) =>
  new TextDecoder().decode(bytes.subarray(0, textLimit * 4)).slice(0, textLimit)
