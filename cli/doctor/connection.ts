import { type FoundLogin, isEncryptedOrLocal } from '../account/find-login.ts'
import { type DoctorCheck, timed } from './check.ts'

const deadlineMs = 10_000
/** A recent sign-in and a token that expires are compared with the clock of the server. */
const mostClockDifferenceMs = 30_000

export function checkAddress({ url, from }: FoundLogin): DoctorCheck {
  const source = from === 'file' ? 'the stored login' : 'the environment'
  const isSafe = isEncryptedOrLocal(url)
  return {
    id: 'address',
    state: isSafe ? 'pass' : 'warn',
    message: isSafe ? `${url}, from ${source}.` : `${url}, from ${source}, is not encrypted.`,
    ...(isSafe ? {} : { remedy: 'Use an https address. Others on the network can read the token.' }),
    durationMs: 0,
  }
}

interface Health {
  readonly checks?: Readonly<Record<string, { readonly status?: unknown; readonly message?: unknown }>>
}

/** Reads /health once: connection, clock, and the state of the server. */
export async function checkHealth(url: string, signal: AbortSignal): Promise<DoctorCheck[]> {
  const startedAt = performance.now()
  const passed = () => Math.round(performance.now() - startedAt)
  let response: Response
  let health: Health
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])
    response = await fetch(`${url}/health`, { signal: limit, redirect: 'manual' })
    health = (await response.json()) as Health
    if (typeof health.checks !== 'object') throw new Error('the response is not that of NextPanel Billing')
  } catch (error) {
    if (signal.aborted) throw error
    return [
      {
        id: 'connection',
        state: 'fail',
        message: `${url}/health does not respond: ${reasonOf(error)}.`,
        remedy: 'Check the address, the network, and that the server is running.',
        durationMs: passed(),
      },
    ]
  }
  const durationMs = passed()
  const connection = {
    id: 'connection',
    state: 'pass',
    message: `The server responded in ${durationMs} ms.`,
    durationMs,
  } as const
  const parts = Object.entries(health.checks ?? {}).map(
    ([name, { status, message }]): DoctorCheck => ({
      id: `health ${name}`,
      state: status === 'pass' ? 'pass' : 'fail',
      message: `${String(message)}.`,
      ...(status === 'pass' ? {} : { remedy: 'See the log of the server.' }),
      durationMs: 0,
    }),
  )
  return [connection, checkClock(response.headers.get('date')), ...parts]
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return `no response within ${deadlineMs / 1000} s`
  return cause instanceof SyntaxError ? 'the response is not JSON' : cause.message
}

/** The header has whole seconds. */
export function checkClock(date: string | null, now = Date.now()): DoctorCheck {
  const at = date === null ? Number.NaN : Date.parse(date)
  const id = 'clock'
  if (Number.isNaN(at))
    return { id, state: 'not-checked', message: 'The server does not report its time.', durationMs: 0 }
  const seconds = Math.round((now - at) / 1000)
  if (Math.abs(now - at) <= mostClockDifferenceMs)
    return { id, state: 'pass', message: 'This machine and the server have the same time.', durationMs: 0 }
  return {
    id,
    state: 'warn',
    message: `This machine is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the server.`,
    remedy: 'Synchronize both clocks (NTP).',
    durationMs: 0,
  }
}

/** Compares the version of the API with that of this program. */
export const checkApi = (url: string, version: string, signal: AbortSignal): Promise<DoctorCheck> =>
  timed(async () => {
    try {
      const limit = AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)])
      const response = await fetch(`${url}/openapi.json`, { signal: limit, redirect: 'manual' })
      const { info } = (await response.json()) as { info?: { title?: unknown; version?: unknown } }
      const server = String(info?.version)
      if (server === version)
        return { id: 'api', state: 'pass', message: `Version ${server}, the same as this program.` }
      return {
        id: 'api',
        state: 'warn',
        message: `The server has version ${server}, and this program has ${version}.`,
        remedy: 'Use the program of the same release.',
      }
    } catch (error) {
      if (signal.aborted) throw error
      return {
        id: 'api',
        state: 'fail',
        message: `${url}/openapi.json cannot be read: ${reasonOf(error)}.`,
        remedy: 'Check that a proxy passes all paths to the server.',
      }
    }
  })
