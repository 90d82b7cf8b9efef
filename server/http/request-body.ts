import type { Access } from '#contracts/access.ts'
import { Refusal } from '#server/platform/errors/index.ts'

/** Enough for any call without a session. Any client can make the server read this much. */
export const publicBodyBytes = 16_384
const ownBodyBytes = 65_536
const staffBodyBytes = 1_048_576

/** Returns the size limit for the body of a call, by the callers that may use it. */
export function bodyLimitOf(access: Access | undefined): number {
  if (access === 'public') return publicBodyBytes
  return access === 'signed-in' || access === 'customer' ? ownBodyBytes : staffBodyBytes
}

const tooLarge = (maxBytes: number) =>
  new Refusal(
    'body-too-large',
    `The request body is larger than ${maxBytes / 1024} KiB. Send less data in one request.`,
  )

/** @throws {Refusal} unsupported-media-type */
export function refuseOtherMediaType(request: Request, expected: string | undefined): void {
  if (mediaTypeOf(request) === expected) return
  throw new Refusal(
    'unsupported-media-type',
    `Send the file itself as the body, with the header Content-Type: ${expected}.`,
  )
}

const mediaTypeOf = (request: Request): string =>
  request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''

/**
 * Returns the parsed body of a JSON request, read within the limit; undefined if it is empty.
 * @throws {Refusal} body-too-large, unsupported-media-type, malformed-request
 */
export async function readJsonBody(request: Request, maxBytes: number): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const text = await readText(request, maxBytes)
  if (text === '') return undefined
  if (mediaTypeOf(request) !== 'application/json')
    throw new Refusal(
      'unsupported-media-type',
      'Send the body as JSON, with the header Content-Type: application/json.',
    )
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('malformed-request', 'The body is not valid JSON. Check quotes, commas and brackets.')
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    // A body without Content-Length is counted as it arrives.
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > maxBytes) throw tooLarge(maxBytes)
      chunks.push(chunk)
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    // The caller or its network disconnected. It is not an internal error, and no client reads the response.
    throw new Refusal('malformed-request', 'The request body is incomplete. Send the request again.')
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Refusal('malformed-request', 'The body is not valid UTF-8.')
  }
}

/**
 * Returns the same text for the same JSON, whatever the order of its keys. @throws {Refusal} if it is nested
 * too deeply
 */
export function canonicalJson(value: unknown): string {
  try {
    return (
      JSON.stringify(value, (_key, part: unknown) =>
        part !== null && typeof part === 'object' && !Array.isArray(part)
          ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
          : part,
      ) ?? ''
    )
  } catch {
    throw new Refusal('malformed-request', 'The body is nested too deeply.')
  }
}
