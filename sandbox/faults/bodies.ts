import { type Fault, json } from './fault.ts'

/** Bodies that are truncated, too long, or endless. */
export const bodyFaults = {
  'truncated-before': {
    summary: 'Half of the JSON of the response. Nothing is done.',
    async apply({ rehearse }) {
      const answer = await rehearse()
      const text = await answer.text()
      return new Response(text.slice(0, Math.ceil(text.length / 2)), json(answer.status))
    },
  },
  huge: {
    summary: 'A streamed body of this number of bytes (67108864) that never becomes JSON. Nothing is done.',
    async apply({ parameters, rehearse, stream }) {
      return stream((await rehearse()).status, padding(parameters.bytes))
    },
  },
  'huge-after': {
    summary: 'The work is done. This number of bytes (67108864) of white space is streamed before the JSON.',
    async apply({ parameters, perform, stream }) {
      const answer = await perform()
      return stream(answer.status, padding(parameters.bytes, await answer.text()))
    },
  },
  drip: {
    summary: 'A byte every ms (100) until released, then the body ends without JSON. Nothing is done.',
    async apply({ parameters, rehearse, stream, hold, pause }) {
      const { status } = await rehearse()
      return stream(status, dripping({ everyMs: parameters.ms, end: hold(), pause }))
    },
  },
  'drip-after': {
    summary: 'The work is done. A byte of white space is sent every ms (100) until released, then the JSON.',
    async apply({ parameters, perform, stream, hold, pause }) {
      const answer = await perform()
      const rest = await answer.text()
      return stream(answer.status, dripping({ everyMs: parameters.ms, end: hold(), pause, rest }))
    },
  },
} as const satisfies Record<string, Fault>

const chunk = Buffer.alloc(65_536, ' ')

/** White space before a JSON text is still valid JSON. Only its length is wrong. */
async function* padding(bytes = 67_108_864, rest = ''): AsyncGenerator<string | Buffer> {
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.subarray(0, left)
  yield rest
}

interface Dripping {
  readonly everyMs: number | undefined
  readonly end: Promise<unknown>
  readonly pause: (ms: number) => Promise<void>
  readonly rest?: string
}

async function* dripping({ everyMs = 100, end, pause, rest = '' }: Dripping): AsyncGenerator<string> {
  let over = false
  const ended = end.finally(() => {
    over = true
  })
  // The client may have disconnected when a reset ends it.
  ended.catch(() => undefined)
  while (!over) {
    yield ' '
    await Promise.race([pause(Math.max(1, everyMs)), ended])
  }
  yield rest
}
