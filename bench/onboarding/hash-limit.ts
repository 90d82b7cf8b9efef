import { z } from 'zod'
import { hashPassword } from '#server/platform/auth/passwords.ts'

/** Measures the password hashes per second with the product's own parameters, two at a time. */
export const hashLimit = z.object({ perSecond: z.number(), cpuMsEach: z.number() })
export type HashLimit = z.infer<typeof hashLimit>

const wanted = z.object({ forMs: z.number().max(10_000) })

async function measure(forMs: number): Promise<HashLimit> {
  const end = performance.now() + forMs
  const before = process.cpuUsage()
  const startedAt = performance.now()
  let hashes = 0
  const worker = async () => {
    while (performance.now() < end) {
      await hashPassword('billing-Password-7')
      hashes += 1
    }
  }
  await Promise.all([worker(), worker()])
  const { user, system } = process.cpuUsage(before)
  return {
    perSecond: (hashes * 1000) / (performance.now() - startedAt),
    cpuMsEach: (user + system) / 1000 / hashes,
  }
}

if (process.send)
  process.on('message', async (message) => {
    process.send?.(await measure(wanted.parse(message).forMs))
  })
