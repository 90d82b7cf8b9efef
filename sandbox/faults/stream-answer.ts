import type { ServerResponse } from 'node:http'
import { json } from './fault.ts'

/**
 * Sends the head at once, then the body as fast as it arrives and is read.
 * @returns false: the client has disconnected
 */
export async function streamAnswer(
  outgoing: ServerResponse,
  status: number,
  body: AsyncIterable<string | Buffer>,
): Promise<boolean> {
  outgoing.writeHead(status, json(status).headers).flushHeaders()
  for await (const chunk of body) {
    if (outgoing.destroyed) return false
    if (!outgoing.write(chunk)) await drainedOrClosed(outgoing)
  }
  if (outgoing.destroyed) return false
  outgoing.end()
  return true
}

const drainedOrClosed = (outgoing: ServerResponse) =>
  new Promise<void>((resolve) => {
    const done = () => {
      outgoing.off('drain', done).off('close', done)
      resolve()
    }
    outgoing.once('drain', done).once('close', done)
  })
