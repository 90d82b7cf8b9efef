import { expect, it } from 'vitest'
import { Refusal } from '#server/platform/errors/index.ts'
import { readJsonBody } from './request-body.ts'

const requestOf = (body: ReadableStream<Uint8Array>) =>
  new Request('http://127.0.0.1/api/v1/setup', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    duplex: 'half',
  } as RequestInit)

/** A client that sends a part and then disconnects. */
const cutOff = () => {
  const parts = [new TextEncoder().encode('{"token":"')]
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.shift()
      if (part) controller.enqueue(part)
      else controller.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }))
    },
  })
}

it('A body that ends early is a refusal, so it is neither logged as an error nor followed by a database check', async () => {
  const reading = readJsonBody(requestOf(cutOff()), 1000)
  await expect(reading).rejects.toThrow(Refusal)
  await expect(reading).rejects.toMatchObject({ code: 'malformed-request' })
})
