import { and, eq, gt, inArray } from 'drizzle-orm'
import { runBilling } from '#server/domain/billing/index.ts'
import { recordPayment, refundPayment, reversePayment } from '#server/domain/payments/index.ts'
import { documents } from '#server/domain/tables/documents.ts'
import { payments } from '#server/domain/tables/payments.ts'
import { subscriptions } from '#server/domain/tables/subscriptions.ts'
import { addDays, type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { currencyOf, money } from '#server/platform/money/index.ts'
import { insertCustomer } from '../billing-rows.ts'
import { randomFrom } from '../crash/storm/random.ts'
import type { TestDomain } from '../domain.ts'
import { commit, inCurrency, insertPrice } from './steps.ts'

const by = { kind: 'system', name: 'System' } as const

interface Priced {
  readonly currency: string
  readonly priceId: string
}

/** Random customers, subscriptions, payments and corrections, written by the code of the product. */
export class RandomHistory {
  readonly #test: TestDomain
  readonly #random: () => number
  readonly #customers: { id: string; currency: string }[] = []
  readonly #prices: Priced[] = []
  today: LocalDate
  /** Actions that were written. The others were refused. */
  written = 0

  constructor(test: TestDomain, seed: number, startOn: string) {
    this.#test = test
    this.#random = randomFrom(seed)
    this.today = localDate(startOn)
  }

  get #db() {
    return this.#test.database.db
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit)
  }

  #pick<One>(list: readonly One[]): One | undefined {
    return list[this.#below(list.length)]
  }

  async begin(): Promise<void> {
    this.moveTo(this.today)
    for (const currency of ['EUR', 'EUR', 'USD', 'JPY']) {
      const id = await insertCustomer(this.#db)
      await inCurrency(this.#db, id, currency)
      this.#customers.push({ id, currency })
    }
    const intervals = [
      ['month', 1],
      ['year', 1],
      ['month', 3],
      ['week', 2],
      ['day', 10],
    ] as const
    for (const currency of ['EUR', 'USD', 'JPY'])
      for (const [index, [intervalUnit, intervalCount]] of intervals.entries()) {
        const { priceId } = await insertPrice(this.#db, BigInt(999 + index * 4001), {
          currency,
          intervalUnit,
          intervalCount,
          setupFee: index === 1 ? 500n : 0n,
          taxIncluded: index === 2,
        })
        this.#prices.push({ currency, priceId })
      }
  }

  moveTo(date: LocalDate): void {
    const { clock } = this.#test
    clock.advance(Date.parse(`${date}T12:00:00.000Z`) - clock.now().getTime())
    this.today = date
  }

  /** Lives until a day, with the invoice run and about one action a day. */
  async liveUntil(date: LocalDate): Promise<void> {
    while (this.today < date) {
      this.moveTo(addDays(this.today, Math.min(1 + this.#below(3), daysUntil(this.today, date))))
      await runBilling(this.#test.ctx, { dryRun: false }, by)
      for (let left = this.#below(3); left > 0; left -= 1) await this.#act()
    }
  }

  async #act(): Promise<void> {
    const actions = [
      () => this.#start(),
      () => this.#start(),
      () => this.#change(),
      () => this.#onSubscription('pause'),
      () => this.#onSubscription('resume'),
      () => this.#onSubscription('activate'),
      () => this.#cancel(),
      () => this.#pay(),
      () => this.#pay(),
      () => this.#refund(),
      () => this.#reverse(),
      () => this.#correct(),
    ]
    try {
      if (await this.#pick(actions)?.()) this.written += 1
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }

  #priceIn(currency: string) {
    return this.#pick(this.#prices.filter((price) => price.currency === currency))
  }

  async #start(): Promise<boolean> {
    const customer = this.#pick(this.#customers)
    const price = customer && this.#priceIn(customer.currency)
    if (!customer || !price) return false
    const waits = this.#below(4) === 0
    const startOn = addDays(this.today, this.#below(3) === 0 ? this.#below(20) : 0)
    await commit(this.#test, {
      customerId: customer.id,
      action: {
        kind: 'start',
        items: [{ priceId: price.priceId, quantity: 1 + this.#below(4) }],
        startOn,
        trialEndsOn: !waits && this.#below(3) === 0 ? addDays(startOn, 14) : null,
        coupon: null,
        provision: waits ? 'after-payment' : 'none',
      },
    })
    return true
  }

  async #anySubscription() {
    return this.#pick(
      await this.#db
        .select()
        .from(subscriptions)
        .where(inArray(subscriptions.status, ['pending', 'active', 'paused']))
        .orderBy(subscriptions.id),
    )
  }

  async #onSubscription(kind: 'pause' | 'resume' | 'activate'): Promise<boolean> {
    const one = await this.#anySubscription()
    if (!one) return false
    await commit(this.#test, { customerId: one.customerId, action: { kind, subscriptionId: one.id } })
    return true
  }

  async #change(): Promise<boolean> {
    const one = await this.#anySubscription()
    if (!one) return false
    const priceId = this.#below(2) === 0 ? this.#priceIn(one.currency)?.priceId : undefined
    await commit(this.#test, {
      customerId: one.customerId,
      action: {
        kind: 'change-items',
        subscriptionId: one.id,
        quantity: 1 + this.#below(5),
        at: this.#below(2) === 0 ? 'now' : 'renewal',
        ...(priceId === undefined ? {} : { priceId }),
      },
    })
    return true
  }

  async #cancel(): Promise<boolean> {
    const one = await this.#anySubscription()
    if (!one) return false
    await commit(this.#test, {
      customerId: one.customerId,
      action: {
        kind: 'cancel',
        subscriptionId: one.id,
        at: this.#below(2) === 0 ? 'now' : 'period-end',
        reason: '',
      },
    })
    return true
  }

  async #pay(): Promise<boolean> {
    const invoice = await this.#openInvoice()
    if (!invoice) return false
    const amount = this.#below(3) === 0 ? (invoice.amountDue + 1n) / 2n : invoice.amountDue + 100n
    await recordPayment(this.#test.ctx, {
      customerId: invoice.customerId,
      amount: { amount: amount.toString(), currency: currencyOf(invoice.currency) },
      method: 'bank-transfer',
      reference: '',
      receivedOn: addDays(this.today, -this.#below(3)),
    })
    return true
  }

  async #openInvoice() {
    return this.#pick(
      await this.#db
        .select()
        .from(documents)
        .where(and(eq(documents.kind, 'invoice'), eq(documents.status, 'open')))
        .orderBy(documents.id),
    )
  }

  async #refund(): Promise<boolean> {
    const payment = this.#pick(
      await this.#db.select().from(payments).where(gt(payments.unallocated, 0n)).orderBy(payments.id),
    )
    if (!payment) return false
    await refundPayment(this.#test.ctx, {
      id: payment.id,
      amount: { amount: payment.unallocated.toString(), currency: currencyOf(payment.currency) },
      reference: '',
      refundedOn: this.today,
      reason: 'Overpaid',
    })
    return true
  }

  async #reverse(): Promise<boolean> {
    const payment = this.#pick(await this.#db.select().from(payments).orderBy(payments.id))
    if (!payment) return false
    await reversePayment(this.#test.ctx, { id: payment.id, reason: 'Returned by the bank' })
    return true
  }

  /** A part of an invoice is credited, or it is written off, voided, or gets a late fee. */
  async #correct(): Promise<boolean> {
    const invoice = await this.#openInvoice()
    if (!invoice) return false
    const invoiceId = invoice.id
    const reason = 'Correction'
    const amount = money(1n + BigInt(this.#below(400)), currencyOf(invoice.currency))
    const action = this.#pick([
      { kind: 'credit', invoiceId, reason, request: { of: 'amount', amount } } as const,
      { kind: 'write-off', invoiceId, reason } as const,
      { kind: 'void', invoiceId, reason } as const,
      { kind: 'late-fee', invoiceId, fee: { kind: 'fixed', amount } } as const,
    ])
    if (!action) return false
    await commit(this.#test, { customerId: invoice.customerId, action, invoiceIds: [invoiceId] })
    return true
  }
}

const daysUntil = (from: LocalDate, to: LocalDate): number =>
  Math.max(1, (Date.parse(to) - Date.parse(from)) / 86_400_000)
