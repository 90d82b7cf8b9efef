import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { addDays, localDate } from '#server/platform/calendar/index.ts'
import type { Reply } from '../../http-client.ts'
import { eventually } from '../../running-process.ts'
import type { DatabaseKind } from '../../running-system.ts'
import { draw, type Random, randomFrom } from '../storm/random.ts'
import { type BillingSystem, startBilling } from './billing-system.ts'
import type { Books } from './books-work.ts'
import { ModelLedger } from './model-ledger.ts'

interface Caller {
  readonly billing: BillingSystem
  readonly model: ModelLedger
  readonly random: Random
  /** With hosting and daily invoices. */
  readonly subscribers: readonly string[]
  /** With drafts. */
  readonly others: readonly string[]
}

/** A request that is repeated until it gets a response. */
type Request = () => Promise<Reply>

export interface BillingStorm {
  readonly kills: number
  readonly invoices: number
  readonly payments: number
  readonly suspensions: number
}

/**
 * Kills the server at random moments while it invoices a new day, records payments, finalizes drafts, suspends and
 * unsuspends. One of four kills is followed by another one while the server recovers. Then it must be in order, and equal to
 * the model. Everything except the timing follows from the seed.
 */
export async function billingStorm(order: {
  readonly seed: number
  readonly kills: number
  readonly database: DatabaseKind
}): Promise<BillingStorm> {
  const billing = await startBilling(order.database)
  try {
    const caller = await begin(billing, randomFrom(order.seed))
    let kills = 0
    for (let moment = 1; kills < order.kills; moment += 1) {
      kills += await oneMoment(caller, `m${moment}`)
      await expectWhole(caller, `Seed ${order.seed}, moment ${moment}`)
    }
    const { documents, payments, operations } = await billing.read()
    const suspensions = operations.filter(({ kind }) => kind === 'suspend').length
    return { kills, invoices: documents.length, payments: payments.length, suspensions }
  } finally {
    await billing.remove()
  }
}

async function begin(billing: BillingSystem, random: Random): Promise<Caller> {
  const model = new ModelLedger()
  const today = await billing.today()
  const subscribers: string[] = []
  const others: string[] = []
  for (const name of ['ada', 'ben', 'cleo', 'dan', 'eva', 'finn']) {
    const id = await billing.customer(name, { daysAgo: 2, hosting: true })
    model.addCustomer(id, addDays(localDate(today), -2))
    subscribers.push(id)
  }
  for (const name of ['gus', 'hal']) {
    const id = await billing.customer(name)
    model.addCustomer(id, null)
    others.push(id)
  }
  await billing.setDunning(true)
  return { billing, model, random, subscribers, others }
}

/** @returns the number of kills */
async function oneMoment(caller: Caller, name: string): Promise<number> {
  const { billing, random } = caller
  const { system } = billing.crash
  const requests = await requestsOf(caller, name)
  let kills = 0
  const killWithin = async (ms: number) => {
    await delay(random() * ms)
    await system.kill()
    kills += 1
  }
  await billing.nextDay()
  const sent = sendAll(requests)
  await killWithin(1500)
  await sent
  await billing.restart()
  if (random() < 0.25) {
    const again = sendAll(requests)
    await killWithin(1000)
    await again
    await billing.restart()
  }
  // All of them, also those with a response: a repetition must change nothing.
  const unanswered = await sendAll(requests)
  if (unanswered > 0) throw new Error(`${name}: ${unanswered} requests got no response.`)
  return kills
}

/** Payments of about half of the customers, and the finalization of a draft. */
async function requestsOf(
  { billing, model, random, subscribers, others }: Caller,
  name: string,
): Promise<Request[]> {
  const [draftOf = ''] = draw(random, others, 1)
  const draftId = await billing.draft(draftOf)
  model.addDraft(draftOf)
  const paying = draw(random, [...subscribers, ...others], 1 + Math.floor(random() * 6))
  return [
    () => billing.admin('POST', `/api/v1/invoices/${draftId}/finalize`, { body: {} }),
    ...paying.map((customerId, index) => {
      const days = 1 + Math.floor(random() * 3)
      const reference = `${name} ${index}`
      model.addPayment(reference, customerId, days)
      return () => billing.pay(customerId, reference, days)
    }),
  ]
}

/** @returns the number without a response */
async function sendAll(requests: readonly Request[]): Promise<number> {
  const replies = await Promise.all(requests.map((request) => request().catch(() => undefined)))
  // 409: the draft was finalized by an earlier request.
  for (const reply of replies)
    if (reply && ![200, 201, 409].includes(reply.status))
      throw new Error(`The server answered ${reply.status}: ${reply.text}`)
  return replies.filter((reply) => reply === undefined).length
}

const isOverdue = ({ documents }: Books, owner: string, today: string): boolean =>
  documents.some(
    ({ customerId, issuedOn, amountDue }) => customerId === owner && issuedOn < today && amountDue !== '0',
  )

/** Returns the work that the product has not done yet, as sentences. */
function missingFrom(books: Books, model: ModelLedger, today: string): string[] {
  const { operations, accounts, waitingWishes } = books
  const missing = operations
    .filter(({ status }) => status !== 'succeeded')
    .map(({ accountId, kind, status }) => `The operation "${kind}" of account ${accountId} is ${status}.`)
  for (const { id, customerId, status } of accounts) {
    const wanted = isOverdue(books, customerId, today) ? 'suspended' : 'active'
    if (status !== wanted) missing.push(`Account ${id} is ${status}, not ${wanted}.`)
  }
  if (waitingWishes > 0) missing.push(`${waitingWishes} wishes wait.`)
  if (!model.isBilled(books, today)) missing.push(`Invoices of ${today} are missing.`)
  return missing
}

/** Waits until no automatic step follows, and compares all rows with the model and the ledger of the panel. */
async function expectWhole({ billing, model }: Caller, moment: string): Promise<void> {
  let looks = 0
  let missing: readonly string[] = []
  const settled = async () => {
    looks += 1
    if (looks % 40 === 0) await billing.passRetries()
    const today = await billing.today()
    const books = await billing.read()
    missing = missingFrom(books, model, today)
    return missing.length === 0 && { books, today }
  }
  const found = await eventually(`${moment}: billing is settled`, settled, 60_000).catch((error: unknown) => {
    throw new Error(`${moment}: not settled. ${missing.join(' ')}`, { cause: error })
  })
  expect(found.books.violations, moment).toEqual([])
  expect(await billing.crash.violations(), moment).toEqual([])
  model.expectEqual(found.books, found.today)
}
