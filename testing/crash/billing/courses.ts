import { expect } from 'vitest'
import { daysBetween, localDate } from '#server/platform/calendar/index.ts'
import type { Reply } from '../../http-client.ts'
import { eventually } from '../../running-process.ts'
import type { BillingKind } from '../points/halt.ts'
import type { BillingSystem } from './billing-system.ts'
import type { Books } from './books-work.ts'

/** One kind of billing work, repeated in one system. */
export interface Course {
  /** Before the process can be killed. */
  prepare(): Promise<void>
  /** Starts the work. After a kill it is sent again. The invoice run and dunning start automatically. */
  ask(): Promise<unknown>
  /** Waits until the work is finished, and compares all rows with the number of repetitions. */
  expectWhole(repetitions: number): Promise<void>
}

const accepted = ({ status, text }: Reply, ...statuses: number[]) => {
  if (!statuses.includes(status)) throw new Error(`The server answered ${status}: ${text}`)
}

const numbered = (books: Books, customerId: string) =>
  books.documents.filter((each) => each.customerId === customerId && each.number !== null)

/** Polls the books until `isDone`. */
const booksWhen = (
  billing: BillingSystem,
  what: string,
  isDone: (books: Books) => boolean | Promise<boolean>,
) =>
  eventually(what, async () => {
    const books = await billing.read()
    return (await isDone(books)) && books
  })

async function runCourse(billing: BillingSystem): Promise<Course> {
  const firstDay = await billing.today()
  const ids: string[] = []
  for (const name of ['run1', 'run2', 'run3'])
    ids.push(await billing.customer(name, { daysAgo: 0, hosting: false }))
  return {
    prepare: async () => {},
    ask: () => billing.nextDay(),
    async expectWhole(repetitions) {
      const today = await billing.today()
      const days = daysBetween(localDate(firstDay), localDate(today)) + 1
      expect(days).toBeGreaterThan(repetitions)
      const books = await booksWhen(billing, 'every day is invoiced', (read) =>
        ids.every((id) => numbered(read, id).length >= days),
      )
      for (const id of ids) {
        const dates = numbered(books, id).map(({ issuedOn }) => issuedOn)
        expect(dates).toHaveLength(days)
        // A run that was killed was repeated on the same day.
        expect(new Set(dates).size).toBe(days)
      }
    },
  }
}

async function finalizeCourse({ draft, customer, admin, read }: BillingSystem): Promise<Course> {
  const customerId = await customer('finalize')
  let id = ''
  return {
    async prepare() {
      id = await draft(customerId)
    },
    ask: async () =>
      // Already finalized by the killed process: wrong-state.
      accepted(await admin('POST', `/api/v1/invoices/${id}/finalize`, { body: {} }), 200, 409),
    async expectWhole(repetitions) {
      const books = await read()
      const documents = numbered(books, customerId)
      expect(books.documents.filter((each) => each.customerId === customerId)).toHaveLength(repetitions)
      expect(documents.map(({ status, total }) => [status, total])).toEqual(
        Array.from({ length: repetitions }, () => ['open', '11900']),
      )
      expect(new Set(documents.map(({ number }) => number)).size).toBe(repetitions)
    },
  }
}

const mostPayments = 59

async function paymentCourse({ customer, pay, read }: BillingSystem): Promise<Course> {
  const customerId = await customer('payment', { daysAgo: mostPayments - 1, hosting: false })
  let count = 0
  return {
    async prepare() {
      count += 1
    },
    ask: async () => accepted(await pay(customerId, `payment ${count}`), 201),
    async expectWhole(repetitions) {
      const books = await read()
      const documents = numbered(books, customerId)
      expect(books.payments.filter((each) => each.customerId === customerId)).toEqual(
        Array.from({ length: repetitions }, (_, index) => ({
          ...{ customerId, reference: `payment ${index + 1}` },
          ...{ amount: '1000', unallocated: '0' },
        })),
      )
      expect(documents.filter(({ status }) => status === 'paid')).toHaveLength(repetitions)
    },
  }
}

async function dunningCourse(billing: BillingSystem): Promise<Course> {
  const { nextDay, setDunning, pay, read, today } = billing
  const customerId = await billing.customer('dunning', { daysAgo: 0, hosting: true })
  const operationsAre = async (repetitions: number) => {
    const { operations } = await read()
    const ended = (kind: string) =>
      operations.filter((each) => each.kind === kind && each.status === 'succeeded').length
    expect([ended('suspend'), ended('unsuspend')]).toEqual([repetitions, repetitions])
    expect(operations).toHaveLength(1 + 2 * repetitions)
  }
  const accountIs = (status: string, reasons: readonly string[]) =>
    booksWhen(billing, `the account is ${status}`, ({ accounts, waitingWishes }) =>
      accounts.every(
        (account) =>
          account.status === status && String(account.reasons) === String(reasons) && waitingWishes === 0,
      ),
    )
  return {
    async prepare() {
      await nextDay()
      const on = await today()
      await booksWhen(billing, 'the day is invoiced', ({ documents }) =>
        documents.some((each) => each.customerId === customerId && each.issuedOn === on),
      )
    },
    ask: () => setDunning(true),
    async expectWhole(repetitions) {
      const { violations } = await accountIs('suspended', ['overdue'])
      expect(violations).toEqual([])
      // The payment and the unsuspension after it are not counted.
      await billing.crash.arm({ kind: 'terminate', at: 0, how: 'SIGKILL' })
      accepted(await pay(customerId, `dunning ${repetitions}`), 201)
      await accountIs('active', [])
      await setDunning(false)
      await operationsAre(repetitions)
    },
  }
}

export const courses: Readonly<Record<BillingKind, (billing: BillingSystem) => Promise<Course>>> = {
  run: runCourse,
  finalize: finalizeCourse,
  payment: paymentCourse,
  dunning: dunningCourse,
}
