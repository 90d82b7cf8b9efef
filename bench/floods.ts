import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { send } from '#testing/http-client.ts'
import { shippedSettings } from '#testing/isolation/shipped-settings.ts'
import { adminLogin, type RunningSystem, startSystem } from '#testing/running-system.ts'
import { newCustomer, onboardAtOnce } from '#testing/system/onboarding.ts'
import type { Flood } from './flood-client.ts'
import { floodResult } from './flood-client.ts'
import { forkProgram } from './onboarding/forked.ts'
import { quantile } from './quantile.ts'

const usage = `Measures the effect of floods by clients without a session on staff: the customers list of a signed-in
user, and a sign-in by the owner from a new address in the middle of each flood.

  npm run bench:floods -- [--seconds 10]

The server runs with the default settings on an embedded database. Each flood is followed by an idle block, which is
the reference for the next one. The client that floods shares the machine with the server.
`

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
})

const signIn = '/api/auth/sign-in/email'
const wrong = JSON.stringify({ email: 'owner@example.com', password: 'wrong-Password-1' })
const megabyte = JSON.stringify(Array.from({ length: 300_000 }, () => ({})))

const floods: readonly (Omit<Flood, 'url' | 'seconds'> & { name: string; path: string })[] = [
  { name: '500 wrong sign-ins/s, 1 address', path: signIn, perSecond: 500, addresses: 1, body: wrong },
  {
    name: '120 wrong sign-ins/s, 1,000 addresses',
    path: signIn,
    perSecond: 120,
    addresses: 1_000,
    body: wrong,
  },
  {
    name: '5 bodies of 0.9 MB/s to setup',
    path: '/api/v1/setup',
    perSecond: 5,
    addresses: 1,
    body: megabyte,
  },
  {
    name: '200 invented setup tokens/s, 1,000 addresses',
    path: '/api/v1/setup',
    perSecond: 200,
    addresses: 1_000,
    body: JSON.stringify({ token: 'x', email: 'a@example.com', fullName: 'A', password: 'Setup-Pass-2291' }),
  },
]

/** Reads the list ten times a second. @returns milliseconds of each */
async function readList(system: RunningSystem, seconds: number): Promise<number[]> {
  const times: Promise<number>[] = []
  for (let n = 0; n < seconds * 10; n += 1) {
    const startedAt = performance.now()
    times.push(system.admin('GET', '/api/v1/customers').then(() => performance.now() - startedAt))
    await delay(100)
  }
  return Promise.all(times)
}

async function signInAsOwner(system: RunningSystem): Promise<string> {
  const startedAt = performance.now()
  const { status } = await send(`${system.apiUrl}${signIn}`, {
    method: 'POST',
    body: adminLogin,
    headers: { 'x-forwarded-for': '198.51.100.7' },
  })
  return `${status} after ${(performance.now() - startedAt).toFixed(0)} ms`
}

const ms = (value: number) => value.toFixed(0).padStart(7)

async function bench(seconds: number): Promise<void> {
  const system = await startSystem({
    env: { ...shippedSettings, SIGN_IN_LIMIT_PER_MINUTE: undefined, TRUSTED_PROXIES: '127.0.0.1' },
  })
  const client = forkProgram('../flood-client.ts')
  try {
    await system.addServer({ capacity: 1000 })
    for (let n = 0; n < 40; n += 1) await onboardAtOnce(system, newCustomer(`flood${n}`))
    await readList(system, 3)
    process.stdout.write(
      'p95 of the list, ms: idle, flood, ratio; sign-in by the owner; responses to the flood\n',
    )
    for (const { name, path, ...wanted } of floods) {
      const idle = quantile(await readList(system, seconds), 0.95)
      const flooding = client.ask({ ...wanted, url: `${system.apiUrl}${path}`, seconds }, floodResult)
      const reading = readList(system, seconds)
      await delay(seconds * 500)
      const owner = await signInAsOwner(system)
      const flooded = quantile(await reading, 0.95)
      const { statuses } = await flooding
      process.stdout.write(
        `${name.padEnd(46)}${ms(idle)}${ms(flooded)}${(flooded / idle).toFixed(1).padStart(6)}  ${owner}; ${JSON.stringify(statuses)}\n`,
      )
    }
    process.stdout.write('goals: ratio at most 3.0, sign-in at most 2,000 ms\n')
  } finally {
    await client.end()
    await system.remove()
  }
}

if (values.help) process.stdout.write(usage)
else await bench(Number(values.seconds))
