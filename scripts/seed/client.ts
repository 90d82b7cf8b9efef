import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/** The API as an integration calls it, signed in. */
export interface Client {
  get<T>(path: string, schema: z.ZodType<T>): Promise<T>
  post<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T>
  patch<T>(path: string, body: object, schema: z.ZodType<T>): Promise<T>
}

const quickTries = 5
const needsRecentSignIn = z.object({ code: z.literal('reauthentication-required') })

export async function openClient(
  origin: string,
  login: { email: string; password: string },
): Promise<Client> {
  const signedIn = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(login),
  })
  if (!signedIn.ok) throw new Error(`Sign-in was refused: ${await signedIn.text()}`)
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const request = (method: string, path: string, body: object | undefined) =>
    fetch(`${origin}/api/v1${path}`, {
      method,
      headers: { cookie, prefer: 'wait=0', ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
  const confirm = async () => {
    const answer = await request('POST', '/me/reauthenticate', { currentPassword: login.password })
    if (!answer.ok) throw new Error(`Confirming the sign-in was refused: ${await answer.text()}`)
  }
  /** One for all calls at the same time: the number of confirmations is limited. */
  let confirming: Promise<void> | null = null
  const send = async <T>(
    method: string,
    path: string,
    body: object | undefined,
    schema: z.ZodType<T>,
  ): Promise<T> => {
    let answer = await request(method, path, body)
    // The clock of the server was moved, or filling takes longer than 15 minutes.
    if (answer.status === 403 && needsRecentSignIn.safeParse(await answer.clone().json()).success) {
      confirming ??= confirm().finally(() => {
        confirming = null
      })
      await confirming
      answer = await request(method, path, body)
    }
    if (!answer.ok) throw new Error(`${method} ${path} returned ${answer.status}: ${await answer.text()}`)
    return schema.parse(await answer.json())
  }
  return {
    get: (path, schema) => send('GET', path, undefined, schema),
    post: (path, body, schema) => send('POST', path, body, schema),
    patch: (path, body, schema) => send('PATCH', path, body, schema),
  }
}

/** Runs this number at a time, in order. @throws the first error, after the running ones have ended */
export async function inParallel<Item>(
  items: readonly Item[],
  concurrency: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items.values()
  const worker = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}

/** Polls until the condition holds. @returns false after the limit */
export async function until(limitMs: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + limitMs
  for (let tries = 0; Date.now() < end; tries += 1) {
    if (await isSo()) return true
    await sleep(tries < quickTries ? 200 : 1_000)
  }
  return false
}

const someOperations = z.object({ items: z.array(z.object({ id: z.string() })) })
const longestRestMs = 120_000

/** Due operations have run. The others wait for their time, or need attention. */
export const engineRests = (client: Pick<Client, 'get'>, statuses = 'queued,running') =>
  until(longestRestMs, async () => {
    const { items } = await client.get(`/operations?status=${statuses}&limit=1`, someOperations)
    return items.length === 0
  })
