import { type APIRequestContext, test as base, expect, type Page } from '@playwright/test'
import { z } from 'zod'
import { signIn } from '../system/billing.ts'
import { type Seeded, startSeeded } from '../system/seeded.ts'

/** SCREENSHOTS_CUSTOMERS=5000 takes them with all customers. */
const customers = Number(process.env.SCREENSHOTS_CUSTOMERS ?? 300)

/** Days of history, so that the charts show something. SCREENSHOTS_DAYS=3 starts sooner. */
const days = Number(process.env.SCREENSHOTS_DAYS ?? 60)

/** SCREENSHOTS_OF=http://127.0.0.1:4000 takes them of a system that `npm run seed` has started with SEED_PASSWORD. */
const running = (): Seeded | null => {
  const { SCREENSHOTS_OF: url, SEED_PASSWORD: password = '' } = process.env
  return url ? { url, password, fault: async () => {}, end: async () => {} } : null
}

const operations = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      customerId: z.string(),
      serverId: z.string(),
      serverName: z.string(),
    }),
  ),
})
const person = z.object({ email: z.string(), isActive: z.boolean() })
const accounts = z.object({ items: z.array(z.object({ status: z.string(), username: z.string() })) })

/** Screenshots of the system that `npm run seed` starts. No data was created for them. */
export const test = base.extend<{ staff: Page }, { seeded: Seeded }>({
  seeded: [
    // biome-ignore lint/correctness/noEmptyPattern: playwright wants a destructured first argument
    async ({}, use) => {
      const seeded = running() ?? (await startSeeded(customers, days))
      await use(seeded)
      await seeded.end()
    },
    { scope: 'worker', timeout: 900_000 },
  ],
  staff: async ({ browser, seeded }, use) => {
    const page = await browser.newPage({ baseURL: seeded.url })
    page.setDefaultTimeout(30_000)
    await signIn(page.request, seeded.url, { email: 'admin@example.com', password: seeded.password })
    await use(page)
    await page.close()
  },
})

/** Operations in these states, newest first, of one kind if given. */
export async function findOperations(
  request: APIRequestContext,
  { url }: Seeded,
  query: Record<string, string>,
  kind?: string,
) {
  const answer = await request.get(
    `${url}/api/v1/operations?${new URLSearchParams({ limit: '100', ...query })}`,
  )
  expect(answer.status(), await answer.text()).toBe(200)
  const { items } = operations.parse(await answer.json())
  return items.filter((operation) => kind === undefined || operation.kind === kind)
}

async function read<T>(request: APIRequestContext, address: string, schema: z.ZodType<T>): Promise<T> {
  const answer = await request.get(address)
  expect(answer.status(), await answer.text()).toBe(200)
  return schema.parse(await answer.json())
}

/** A customer who can sign in and has one account in this state. */
export async function findCustomer(
  request: APIRequestContext,
  seeded: Seeded,
  wanted: { account: string; operation: string; kind: string },
): Promise<{ id: string; email: string; username: string } | null> {
  const found = await findOperations(request, seeded, { status: wanted.operation }, wanted.kind)
  for (const { customerId: id } of found) {
    const customer = await read(request, `${seeded.url}/api/v1/customers/${id}`, person)
    const { items } = await read(request, `${seeded.url}/api/v1/customers/${id}/hosting-accounts`, accounts)
    const [account] = items
    if (customer.isActive && account?.status === wanted.account && items.length === 1)
      return { id, email: customer.email, username: account.username }
  }
  return null
}

/** The page is open, and nothing on it is still loading. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText('Loading...').first()).toBeHidden()
  await page.waitForTimeout(300)
}
