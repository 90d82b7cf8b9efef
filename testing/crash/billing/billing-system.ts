import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { billingSettings } from '#contracts/company/schemas.ts'
import { product } from '#contracts/products/schemas.ts'
import { addDays, localDate } from '#server/platform/calendar/index.ts'
import { openDatabase } from '#server/platform/database/index.ts'
import { bodyOf, type Call, type Reply, withRecentSignIn } from '../../http-client.ts'
import { adminLogin, type DatabaseKind } from '../../running-system.ts'
import { newCustomer, onboardWaiting } from '../../system/onboarding.ts'
import { type CrashSystem, startCrashSystem } from '../crash-system.ts'
import { type Books, type BooksWork, books, onBooks } from './books-work.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** From the real time to the next 6:00 UTC: far from midnight, whenever the test runs and however often it restarts. */
const nextMorning = (aheadMs: number): number =>
  aheadMs + dayMs - ((Date.now() + aheadMs - 6 * hourMs) % dayMs)
/** A run of a killed process keeps its lease of 10 minutes. */
const leaseMs = 11 * 60_000
const retryMs = 16 * 60_000

/** A running company that bills by the day, whose process can be killed and whose clock can be advanced. */
export interface BillingSystem {
  readonly crash: CrashSystem
  /** Calls the API as an administrator, also after the clock was advanced. */
  readonly admin: Call
  /** One price for each day, 10.00 EUR. */
  readonly priceId: string
  read(): Promise<Books>
  /** Returns the id of the draft. */
  draft(customerId: string): Promise<string>
  today(): Promise<string>
  nextDay(): Promise<void>
  /** Work that was refused is tried again after 15 minutes. */
  passRetries(): Promise<void>
  /** Starts the killed server again, when the leases of the killed process have ended. */
  restart(): Promise<void>
  /** A customer with hosting and a subscription to it, or without both. */
  customer(
    name: string,
    subscription?: { readonly daysAgo: number; readonly hosting: boolean },
  ): Promise<string>
  setDunning(isEnabled: boolean): Promise<void>
  /** 10.00 EUR for each of `days`, under the reference as key. */
  pay(customerId: string, reference: string, days?: number): Promise<Reply>
  remove(): Promise<void>
}

const env = {
  CRASH_TICK_MS: '400',
  PANEL_DEADLINE_MS: '1000',
  ENGINE_LEASE_MS: '2500',
}

/** @param withMail through a server that is away, so that the mails stay in the outbox */
export async function startBilling(
  database: DatabaseKind,
  { withMail = false }: { readonly withMail?: boolean } = {},
): Promise<BillingSystem> {
  let aheadMs = nextMorning(0)
  const clock = () => ({ CRASH_CLOCK_AHEAD_MS: String(aheadMs) })
  const crash = await startCrashSystem({ database, env: { ...env, ...clock() } })
  const { system } = crash
  // A session of yesterday has ended.
  let signedIn = await system.as(adminLogin)
  const signIn = async () => {
    signedIn = await system.as(adminLogin)
  }
  const admin: Call = (...call) => withRecentSignIn(() => signedIn(...call), signIn)
  const ask = async <T>(
    call: [method: string, path: string, body: object],
    status: number,
    as: z.ZodType<T>,
  ) => bodyOf(await admin(call[0], call[1], { body: call[2] }), status, as)
  const onTheBooks = async (work: BooksWork): Promise<unknown> => {
    if (system.databaseUrl === undefined) {
      const to = join(system.dataDir, '..', 'books.json')
      await rm(to, { force: true })
      await crash.onBooks(work, to)
      return JSON.parse(await readFile(to, 'utf8'))
    }
    const opened = await openDatabase({ databaseUrl: system.databaseUrl, dataDir: system.dataDir })
    return onBooks(opened.db, work).finally(() => opened.close())
  }
  const today = async () => bodyOf(await admin('GET', '/api/v1/billing-settings'), 200, billingSettings).today

  const billing = {
    crash,
    admin,
    read: async () => books.parse(await onTheBooks({ kind: 'read' })),
    draft: async (customerId: string) =>
      z.object({ id: z.string() }).parse(await onTheBooks({ kind: 'draft', customerId })).id,
    today,
    async nextDay() {
      aheadMs = nextMorning(aheadMs)
      await crash.setClock(aheadMs)
      await signIn()
    },
    async passRetries() {
      aheadMs += retryMs
      await crash.setClock(aheadMs)
    },
    async restart() {
      aheadMs += leaseMs
      await system.start(clock())
      await signIn()
    },
    setDunning: async (isEnabled: boolean) =>
      void (await ask(['PATCH', '/api/v1/dunning/policy', policy(isEnabled)], 200, z.unknown())),
    pay: async (customerId: string, reference: string, days = 1) =>
      admin('POST', '/api/v1/payments', {
        headers: { 'idempotency-key': reference },
        body: {
          ...{ customerId, reference, method: 'bank-transfer', receivedOn: firstDay },
          amount: { amount: String(days * 1000), currency: 'EUR' },
        },
      }),
    remove: () => system.remove(),
  }
  await ask(['PATCH', '/api/v1/billing-settings/company', company], 200, z.unknown())
  await ask(
    ['PATCH', '/api/v1/billing-settings/payment-terms', { paymentTermsDays: 0, catchUpPeriods: 60 }],
    200,
    z.unknown(),
  )
  if (withMail) await ask(['PATCH', '/api/v1/mail/settings', mailServer], 200, z.unknown())
  await billing.setDunning(false)
  await system.addServer({ capacity: 500 })
  const firstDay = await today()
  const { id } = await ask(['POST', '/api/v1/products', { name: 'Daily plan' }], 201, product)
  const price = { amount: { amount: '1000', currency: 'EUR' }, interval: { unit: 'day', count: 1 } }
  const created = z.object({ id: z.string() })
  const { id: priceId } = await ask(['POST', `/api/v1/products/${id}/prices`, price], 201, created)
  return {
    ...billing,
    priceId,
    async customer(name, subscription) {
      const { provisioning, ...person } = newCustomer(name)
      const { customer } = await onboardWaiting({ admin }, person)
      if (subscription === undefined) return customer.id
      const body = {
        customerId: customer.id,
        priceId,
        startOn: addDays(localDate(await today()), -subscription.daysAgo),
        ...(subscription.hosting ? { provision: 'now', provisioning } : {}),
      }
      await ask(['POST', '/api/v1/subscriptions', body], 201, z.unknown())
      return customer.id
    },
  }
}

const company = {
  legalName: 'Hosting GmbH',
  address: { line1: 'Street 1', city: 'Berlin', postcode: '10115', country: 'DE' },
  timeZone: 'UTC',
  currency: 'EUR',
}

const mailServer = {
  ...{ host: '127.0.0.1', port: 9, tls: 'none' },
  ...{ fromAddress: 'billing@hosting.example', fromName: 'Hosting GmbH' },
}

/** Hosting is suspended one day after the due date. */
const policy = (isEnabled: boolean) => ({
  isEnabled,
  steps: [{ id: 'suspend', day: 1, action: 'suspend' }],
  brake: { mostPercent: 100, mostAccounts: 1000 },
  hours: { from: 0, until: 24, weekdaysOnly: false },
})
