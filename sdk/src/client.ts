import type { CallFacts, CallOptions, Download } from './call.ts'
import { UnexpectedResponseError } from './errors.ts'
import { valuesOf } from './events.ts'
import { calls } from './generated/calls.ts'
import type { Client } from './generated/client.ts'
import { type ClientOptions, originOf, requestOf, sendRequest } from './transport.ts'

type Fields = Record<string, unknown>
type Caller = (...args: readonly unknown[]) => unknown

/** Creates a client. Nothing is sent before the first call. @throws {TypeError} the address or the token is not valid */
export function createClient(options: ClientOptions): Client {
  originOf(options.baseUrl)
  // A line break in a header would be refused by fetch with a message that contains the token.
  if (!/^[\x21-\x7e]+$/.test(options.token))
    throw new TypeError('The API token is empty or contains characters that no token has.')
  const groups = Object.entries(calls).map(([group, members]) => [group, groupOf(members, options)])
  // The generated table and the generated type are written from the same contract.
  return Object.fromEntries(groups) as unknown as Client
}

function groupOf(
  members: Readonly<Record<string, CallFacts>>,
  client: ClientOptions,
): Record<string, Caller> {
  const group: Record<string, Caller> = {}
  for (const [name, facts] of Object.entries(members)) {
    const call: Caller = (...args) => {
      const [input, options] = facts.hasInput ? args : [{}, ...args]
      return makeCall(facts, { ...(input as Fields) }, { client, call: { ...(options as CallOptions) } })
    }
    group[name] = call
    const all = name === 'list' ? 'all' : `all${name.charAt(0).toUpperCase()}${name.slice(1)}`
    if (facts.answer === 'json' && facts.method === 'GET')
      group[all] = (input, options) => pagesOf(call, input, options)
  }
  return group
}

interface Options {
  readonly client: ClientOptions
  readonly call: CallOptions
}

function makeCall(facts: CallFacts, input: Fields, options: Options): unknown {
  if (facts.answer === 'events') return streamed(facts, input, options)
  return answered(facts, input, options)
}

async function answered(facts: CallFacts, input: Fields, { client, call }: Options): Promise<unknown> {
  const request = requestOf(facts, input, { client, call })
  const read = (response: Response) =>
    facts.answer === 'file' ? Promise.resolve(downloadOf(response)) : jsonOf(response, request.url)
  return sendRequest<unknown>(request, { client, signal: call.signal, read })
}

async function jsonOf(response: Response, url: string): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
  if (isJson) return response.json()
  await response.body?.cancel()
  throw new UnexpectedResponseError(
    `${url} did not answer with JSON, so it is not the API of NextPanel Billing. Check the address.`,
    { status: response.status, url },
  )
}

async function* streamed(
  facts: CallFacts,
  input: Fields,
  { client, call }: Options,
): AsyncGenerator<unknown, void> {
  const request = requestOf(facts, input, { client, call })
  const read = async (response: Response) => response
  const { body } = await sendRequest(request, { client, signal: call.signal, read })
  if (body) yield* valuesOf(body, request.url, call.signal)
}

function downloadOf(response: Response): Download {
  const disposition = response.headers.get('content-disposition') ?? ''
  return {
    fileName: /filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? null,
    contentType: response.headers.get('content-type'),
    body: response.body ?? new ReadableStream(),
    text: () => response.text(),
  }
}

interface Page {
  readonly items: readonly unknown[]
  readonly nextCursor: string | null
}

async function* pagesOf(call: Caller, input: unknown, options: unknown): AsyncGenerator<unknown, void> {
  let cursor: string | null = null
  do {
    const page = (await call(
      { limit: 100, ...(input as Fields), ...(cursor !== null && { cursor }) },
      options,
    )) as Page
    yield* page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}
